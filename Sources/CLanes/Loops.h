#ifndef FLEETCAST_LOOPS_H
#define FLEETCAST_LOOPS_H

#include "CLanes.h"

/// All loops, compiled for one kind of processor.
typedef struct {
  __typeof__(fleetcast_learn) *learn;
  __typeof__(fleetcast_forecast) *forecast;
  __typeof__(fleetcast_write_errors) *write_errors;
  __typeof__(fleetcast_sum_errors) *sum_errors;
  __typeof__(fleetcast_mix) *mix;
  __typeof__(fleetcast_gather) *gather;
  __typeof__(fleetcast_gather_values) *gather_values;
  __typeof__(fleetcast_exponentials) *exponentials;
} fleetcast_loops;

extern const fleetcast_loops fleetcast_any_loops, fleetcast_avx2_loops;

#define COMPILED_LOOPS                                                                         \
  {learn, forecast, write_errors, sum_errors, mix, gather, gather_values, replace_by_exponentials}

#endif
