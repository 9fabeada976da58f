#ifndef FLEETCAST_FILTERS_H
#define FLEETCAST_FILTERS_H

#include "CLanes.h"
#include "Lanes.h"

typedef struct {
  lanes level_gain, slope_gain, short_gain, long_gain;
  lanes level, slope, error, products, squares;
  lanes seasons[];
} filters;

enum { most_groups = 3 };

INLINE filters *group_of(fleetcast_bank bank, const void *all, long group) {
  return (filters *)((lanes *)all
      + group * ((long)(sizeof(filters) / sizeof(lanes)) + bank.short_rows + bank.long_rows));
}

/// A row of a filter waits for the row before, so all groups go through the rows side by side.
///
/// Compiled for given `groups`, so that the filters' state stays in registers.
INLINE long learn_side_by_side(
    fleetcast_bank bank, void *all, const int groups, const bool has_long,
    const double *residuals, long count, long row, double clip) {
  filters *own[most_groups];
  lanes level[most_groups], error[most_groups], products[most_groups], squares[most_groups];
  for (int group = 0; group < groups; group++) {
    own[group] = group_of(bank, all, group);
    level[group] = own[group]->level;
    error[group] = own[group]->error;
    products[group] = own[group]->products;
    squares[group] = own[group]->squares;
  }
  const int last = groups - 1;
  lanes slope = own[last]->slope;
  const long end = bank.short_rows + bank.long_rows;
  long place = row % bank.short_rows;
  long long_place = bank.short_rows + row % bank.long_rows;
  long taken = 0;
  for (; taken < count; taken++) {
    const lanes damped = bank.slope_damping * slope;
    lanes expected[most_groups], raw[most_groups];
    lanes largest = repeated(0);
    for (int group = 0; group < groups; group++) {
      expected[group] = group == last ? level[group] + damped : level[group];
      lanes season = own[group]->seasons[place];
      if (has_long) season += own[group]->seasons[long_place];
      raw[group] = (residuals[taken] - season) - expected[group];
      largest = larger(largest, sizes(raw[group]));
    }
    // What is no number is not within, either.
    if (!all_lanes(largest <= clip)) break;
    for (int group = 0; group < groups; group++) {
      products[group] += raw[group] * error[group];
      squares[group] += error[group] * error[group];
      level[group] = expected[group] + own[group]->level_gain * raw[group];
      error[group] = raw[group];
      own[group]->seasons[place] += own[group]->short_gain * raw[group];
      if (has_long) own[group]->seasons[long_place] += own[group]->long_gain * raw[group];
    }
    slope = damped + own[last]->slope_gain * raw[last];
    if (++place == bank.short_rows) place = 0;
    if (has_long && ++long_place == end) long_place = bank.short_rows;
  }
  for (int group = 0; group < groups; group++) {
    own[group]->level = level[group];
    own[group]->error = error[group];
    own[group]->products = products[group];
    own[group]->squares = squares[group];
  }
  own[last]->slope = slope;
  return taken;
}

static long learn(
    fleetcast_bank bank, void *all, const double *residuals, long count, long row, double clip) {
  const bool has_long = bank.long_rows > 1;
  // Those of days and of hours; others are short.
  if (bank.groups == 3 && !has_long)
    return learn_side_by_side(bank, all, 3, false, residuals, count, row, clip);
  if (bank.groups == 3)
    return learn_side_by_side(bank, all, 3, true, residuals, count, row, clip);
  return learn_side_by_side(
      bank, all, (int)bank.groups, has_long, residuals, count, row, clip);
}

static void forecast(
    fleetcast_bank bank, const void *all, fleetcast_leads leads, const long *short_phases,
    const long *long_phases, const double *slope_sums, const long *fadings, const double *cores,
    const void *factors, void *forecasts) {
  for (long group = 0; group < bank.groups; group++) {
    const filters *own = group_of(bank, all, group);
    const lanes level = own->level, slope = own->slope, error = own->error;
    const lanes *own_factors = (const lanes *)factors + group * leads.kinds;
    const lanes *long_season = own->seasons + bank.short_rows;
    lanes *target = (lanes *)forecasts + group * leads.all;
    lanes fading = repeated(1);
    for (long lead = leads.first; lead < leads.first + leads.count; lead++) {
      fading *= own_factors[fadings[lead]];
      const lanes sum = level + error * fading + own->seasons[short_phases[lead]]
          + slope * slope_sums[lead] + long_season[long_phases[lead]];
      target[lead] = cores[lead] + sum;
    }
  }
}

#endif
