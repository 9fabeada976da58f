/// Why a model is fitted to a whole series rather than updated.
///
/// The model itself tells the first of these; the others are for those who know where the rows
/// come from.
public enum FitReason: String, Error, Hashable, Sendable, Codable, CaseIterable {
  /// The history is no longer than its recent tail, so nothing was summed up: every night is a fit.
  case shortSeries = "short_series"
  /// Holidays, regressors and conditions have columns of their own, which no state sums up.
  case features
  /// The history is a quarter longer than at the last fit, or its tail begins after that fit's end.
  case frameOutgrown = "frame_outgrown"
  /// The history has become long enough for another seasonality, or for more of one.
  case seasonalities
  /// The newest rows are not at the times that the model knows.
  case interval
  /// The newest rows are gone, so that the tail would begin before what was summed up.
  case rowsRemoved = "rows_removed"
  /// The newest values are beyond the scale of the last fit: far too large, or not above 0 where
  /// only logarithms were fitted.
  case scale

  /// There is no model yet.
  case new
  /// Rows that were summed up have changed, or one was added among them.
  case correction
  /// The file's columns or header are others.
  case columns
  /// The model was fitted by another specification.
  case specification
  /// The last fit is so long ago that another one was asked for.
  case scheduled
  /// The archive or its state cannot be read.
  case archive
}
