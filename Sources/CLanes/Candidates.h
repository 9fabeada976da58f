#ifndef FLEETCAST_CANDIDATES_H
#define FLEETCAST_CANDIDATES_H

#include <math.h>

#include "CLanes.h"
#include "Lanes.h"

/// Under each damping of the core's slope: none, half, all of it.
typedef struct {
  lanes none, half, full;
} dampings;

/// What all loops over candidates go by.
typedef struct {
  fleetcast_candidates of;
  const lanes *bases;
  const double *values, *halves, *factors;
} candidates;

INLINE lanes bounded_exponentials(lanes x, double ceiling) {
  EACH_LANE x[lane] = exp(x[lane] < ceiling ? x[lane] : ceiling);
  return x;
}

/// In units of the series, not yet within bounds.
INLINE dampings forecasts(const candidates *own, long group, long index, bool is_logarithmic) {
  const lanes standardised = own->bases[group * own->of.origins * own->of.points + index];
  const lanes base = standardised * own->of.spread + own->of.center;
  const double half = own->halves[index];
  if (!is_logarithmic) return (dampings){base, base + half, base + 2 * half};
  if (!all_lanes(sizes(base) < 600) || !(fabs(half) < 50)) {
    const double ceiling = own->of.ceiling;
    return (dampings){
        bounded_exponentials(base, ceiling), bounded_exponentials(base + half, ceiling),
        bounded_exponentials(base + 2 * half, ceiling)};
  }
  // One exponential serves three dampings, none of which can overflow; the ceiling is far above the
  // bounds.
  const lanes value = exponentials(base);
  const double factor = own->factors[index];
  return (dampings){value, value * factor, value * (factor * factor)};
}

INLINE lanes error_of(const candidates *own, lanes forecast, long index) {
  const lanes clamped = smaller(
      larger(forecast, repeated(own->of.lower)), repeated(own->of.upper));
  return sizes(clamped - own->values[index]);
}

INLINE dampings errors_of(const candidates *own, long group, long index, bool is_logarithmic) {
  const dampings all = forecasts(own, group, index, is_logarithmic);
  return (dampings){
      error_of(own, all.none, index), error_of(own, all.half, index),
      error_of(own, all.full, index)};
}

INLINE void write_all(const candidates *own, dampings *errors, bool is_logarithmic) {
  const long values = own->of.origins * own->of.points;
  for (long group = 0; group < own->of.groups; group++)
    for (long index = 0; index < values; index++)
      if (!isnan(own->values[index])) *errors++ = errors_of(own, group, index, is_logarithmic);
}

static void write_errors(
    fleetcast_candidates of, const void *bases, const double *values, const double *halves,
    const double *factors, void *errors) {
  const candidates own = {of, bases, values, halves, factors};
  if (of.is_logarithmic)
    write_all(&own, errors, true);
  else
    write_all(&own, errors, false);
}

INLINE void sum_all(
    const candidates *own, const dampings *errors, const double *weights, double cap,
    dampings *sums, bool are_made, bool is_logarithmic) {
  const lanes caps = repeated(cap);
  for (long group = 0; group < own->of.groups; group++) {
    dampings all = {repeated(0), repeated(0), repeated(0)};
    for (long origin = 0; origin < own->of.origins; origin++) {
      const long first = origin * own->of.points;
      dampings sum = {repeated(0), repeated(0), repeated(0)};
      for (long index = first; index < first + own->of.points; index++) {
        if (isnan(own->values[index])) continue;
        const dampings error = are_made ? *errors++ : errors_of(own, group, index, is_logarithmic);
        sum.none += smaller(error.none, caps);
        sum.half += smaller(error.half, caps);
        sum.full += smaller(error.full, caps);
      }
      all.none += weights[origin] * sum.none;
      all.half += weights[origin] * sum.half;
      all.full += weights[origin] * sum.full;
    }
    sums[group] = all;
  }
}

static void sum_errors(
    fleetcast_candidates of, const void *bases, const double *values, const double *halves,
    const double *factors, const void *errors, const double *weights, double cap, void *sums) {
  const candidates own = {of, bases, values, halves, factors};
  if (errors)
    sum_all(&own, errors, weights, cap, sums, true, false);
  else if (of.is_logarithmic)
    sum_all(&own, 0, weights, cap, sums, false, true);
  else
    sum_all(&own, 0, weights, cap, sums, false, false);
}

static void mix(
    const void *bases, long groups, const void *weights, double *values, long count) {
  for (long index = 0; index < count; index++) {
    lanes sum = repeated(0);
    for (long group = 0; group < groups; group++)
      sum += ((const lanes *)weights)[group] * ((const lanes *)bases)[group * count + index];
    values[index] += (sum[0] + sum[2]) + (sum[1] + sum[3]);
  }
}

#endif
