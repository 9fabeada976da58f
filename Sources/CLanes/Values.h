#ifndef FLEETCAST_VALUES_H
#define FLEETCAST_VALUES_H

#include <math.h>
#include <string.h>

#include "CLanes.h"
#include "Lanes.h"

/// Keeps the first values that are within bounds, without a branch; how many.
INLINE long keep_within(double *values, long count, double low, double high) {
  long place = 0;
  for (long index = 0; index < count; index++) {
    const double value = values[index];
    values[place] = value;
    place += value >= low & value <= high;
  }
  return place;
}

INLINE long sum_of(lane_bits x) { return x[0] + x[1] + x[2] + x[3]; }

/// All four are kept where one is within bounds, which no processor can guess; then those within.
INLINE long gather_lanes(
    const lanes *source, long count, bool as_sizes, double low, double high, double *kept,
    lane_bits *below) {
  lane_bits lower = {0, 0, 0, 0};
  long candidates = 0;
  for (long index = 0; index < count; index++) {
    const lanes all = as_sizes ? sizes(source[index]) : source[index];
    const lane_bits is_below = all < low;
    lower -= is_below;
    *(lanes *)(kept + candidates) = all;
    candidates += ~all_lanes(is_below | (all > high)) & 4;
  }
  *below = lower;
  return candidates;
}

static long gather(
    const void *source, long count, double low, double high, double *kept, long *below) {
  lane_bits lower;
  const long candidates = gather_lanes(source, count, false, low, high, kept, &lower);
  *below = sum_of(lower);
  return keep_within(kept, candidates, low, high);
}

INLINE long gather_all_values(
    const double *values, long count, bool as_sizes, double low, double high, double *kept,
    long *below) {
  lane_bits lower;
  const long fours = count / 4;
  long candidates = gather_lanes(
      (const lanes *)values, fours, as_sizes, low, high, kept, &lower);
  long lower_values = sum_of(lower);
  for (long index = 4 * fours; index < count; index++) {
    const double value = as_sizes ? fabs(values[index]) : values[index];
    lower_values += value < low;
    kept[candidates++] = value;
  }
  *below = lower_values;
  return keep_within(kept, candidates, low, high);
}

static long gather_values(
    const double *values, long count, bool as_sizes, double low, double high, double *kept,
    long *below) {
  return as_sizes ? gather_all_values(values, count, true, low, high, kept, below)
                  : gather_all_values(values, count, false, low, high, kept, below);
}

static void replace_by_exponentials(double *values, long count, double factor) {
  long index = 0;
  for (; index + 4 <= count; index += 4) {
    lanes *four = (lanes *)(values + index);
    *four = exponentials(factor * *four);
  }
  lanes rest = repeated(0);
  memcpy(&rest, values + index, (count - index) * sizeof(double));
  rest = exponentials(factor * rest);
  memcpy(values + index, &rest, (count - index) * sizeof(double));
}

#endif
