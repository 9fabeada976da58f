#include "CLanes.h"

#include "Loops.h"

static const fleetcast_loops *loops(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return &fleetcast_avx2_loops;
#endif
  return &fleetcast_any_loops;
}

long fleetcast_learn(
    fleetcast_bank bank, void *lanes, const double *residuals, long count, long row, double clip) {
  return loops()->learn(bank, lanes, residuals, count, row, clip);
}

void fleetcast_forecast(
    fleetcast_bank bank, const void *lanes, fleetcast_leads leads, const long *short_phases,
    const long *long_phases, const double *slope_sums, const long *fadings, const double *cores,
    const void *factors, void *forecasts) {
  loops()->forecast(
      bank, lanes, leads, short_phases, long_phases, slope_sums, fadings, cores, factors,
      forecasts);
}

void fleetcast_write_errors(
    fleetcast_candidates candidates, const void *bases, const double *values,
    const double *halves, const double *factors, void *errors) {
  loops()->write_errors(candidates, bases, values, halves, factors, errors);
}

void fleetcast_sum_errors(
    fleetcast_candidates candidates, const void *bases, const double *values,
    const double *halves, const double *factors, const void *errors, const double *weights,
    double cap, void *sums) {
  loops()->sum_errors(
      candidates, bases, values, halves, factors, errors, weights, cap, sums);
}

void fleetcast_mix(
    const void *bases, long groups, const void *weights, double *values, long count) {
  loops()->mix(bases, groups, weights, values, count);
}

long fleetcast_gather_values(
    const double *values, long count, bool as_sizes, double low, double high, double *kept,
    long *below) {
  return loops()->gather_values(values, count, as_sizes, low, high, kept, below);
}

long fleetcast_gather(
    const void *lanes, long count, double low, double high, double *kept, long *below) {
  return loops()->gather(lanes, count, low, high, kept, below);
}

void fleetcast_exponentials(double *values, long count, double factor) {
  loops()->exponentials(values, count, factor);
}
