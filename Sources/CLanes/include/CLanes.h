#ifndef FLEETCAST_CLANES_H
#define FLEETCAST_CLANES_H

#include <stdbool.h>

/// Loops over four doubles side by side, called lanes, which Swift compiles for one processor alone.
///
/// All are compiled twice: for processors that have AVX2, one instruction for four doubles, and for any.
/// Neither fuses products and sums, so both give the same to the bit. Lanes are handed over as `void`,
/// because Swift's own type of them is unknown to C.

#pragma clang assume_nonnull begin

/// A bank of exponential-smoothing filters, group after group of four.
///
/// A group's lanes: gains of level, slope, short and long season; level, slope, last error, its products
/// with the error before and its squares, both summed; then the short season and the long one.
typedef struct {
  /// At most 3.
  long groups;
  /// 1 where there is none.
  long short_rows, long_rows;
  double slope_damping;
} fleetcast_bank;

/// Takes in residuals until one is NaN or an error's size is beyond `clip`; how many it took.
///
/// Only filters of the last group may follow slopes.
long fleetcast_learn(
    fleetcast_bank bank, void *lanes, const double *residuals, long count, long row, double clip);

/// Some rows to forecast from one origin, and of how many all are.
typedef struct {
  long first, count, all;
  /// Factors a group.
  long kinds;
} fleetcast_leads;

/// Writes the forecasts of all filters, group after group.
///
/// Of every row are given its places in both seasons, the sum of the damped slopes up to it, by which
/// factor the last errors fade from the row before, and the core's forecast.
void fleetcast_forecast(
    fleetcast_bank bank, const void *lanes, fleetcast_leads leads, const long *short_phases,
    const long *long_phases, const double *slope_sums, const long *fadings, const double *cores,
    const void *factors, void *forecasts);

/// The forecasts of one scale and how they become units of the series.
typedef struct {
  long groups, origins, points;
  double spread, center;
  bool is_logarithmic;
  /// Logarithms above this are taken for it.
  double ceiling;
  /// Of forecasts, in units.
  double lower, upper;
} fleetcast_candidates;

/// Writes the sizes of the errors of observed values, in lanes: by group, value and damping.
///
/// `bases` are forecasts without the core's slope: by group, origin and point. By origin and point are
/// the values, NaN where missing, what half of the slope comes to, and its exponential.
void fleetcast_write_errors(
    fleetcast_candidates candidates, const void *bases, const double *values,
    const double *halves, const double *factors, void *errors);

/// Adds up the errors, those above `cap` counting as that, by group and damping.
///
/// Each origin has its weight. `errors` are as written, or null where they are to be made.
void fleetcast_sum_errors(
    fleetcast_candidates candidates, const void *bases, const double *values,
    const double *halves, const double *factors, const void *_Nullable errors,
    const double *weights, double cap, void *sums);

/// Adds the weighted sums of all filters' forecasts to `count` values.
void fleetcast_mix(
    const void *bases, long groups, const void *weights, double *values, long count);

/// Copies what lies within bounds from so many lanes to `kept`, which has room for all; how many.
///
/// `below` is told how many lie below.
long fleetcast_gather(
    const void *lanes, long count, double low, double high, double *kept, long *below);

/// As `fleetcast_gather`, of values one by one, or of their sizes; of what is NaN, nothing.
long fleetcast_gather_values(
    const double *values, long count, bool as_sizes, double low, double high, double *kept,
    long *below);

/// Replaces every value by the exponential of `factor` times it, of a size of at most 700.
///
/// Within three units in the last place of the rounded product's, at a fraction of the library's price.
void fleetcast_exponentials(double *values, long count, double factor);

#pragma clang assume_nonnull end

#endif
