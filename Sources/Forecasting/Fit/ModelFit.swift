/// What a fit gives: the model, the state that nightly updates begin with, and how good it is.
public struct ModelFit: Sendable {
  public let model: FittedModel
  public let state: UpdateState
  public let accuracy: HeldBackAccuracy
  /// What a reader of the outcome should know.
  public let notes: [FitNote]
}

/// Something about a fit that its reader should know.
public enum FitNote: String, Sendable, Codable {
  /// The series never changed, or has a single row: the forecast is its last value.
  case degenerate
  /// The series is shorter than what its seasonality needs: expect little of the forecast.
  case short
  /// A multiplicative model was asked for, but not all values are above 0: the fit is additive.
  case additiveForNonpositiveValues = "additive_for_nonpositive_values"
  /// Some rows are not at a time of the grid: each stands for the step that it falls in, unless
  /// another row does.
  case rowsOffGrid = "rows_off_grid"
  /// Some of the given changepoints are not within the history and were left out.
  case changepointsOutside = "changepoints_outside"
  /// A regressor never changes within the history and was left out.
  case constantRegressor = "constant_regressor"
  /// None of the given holidays, with the days around it, lies within the history.
  case holidaysOutside = "holidays_outside"
  /// A custom seasonality, or a built-in one that was asked for, was left out: the rows are too far
  /// apart for it, or its condition never holds.
  case seasonalityDropped = "seasonality_dropped"
}
