import Forecasting

/// A warning of an outcome, for people.
enum WarningText {
  /// The sentence of a fit's note; the reading's warnings are sentences already.
  static func sentence(_ warning: String) -> String {
    switch FitNote(rawValue: warning) {
    case .degenerate:
      "the value never changes, or there is a single row: its last value is forecast"
    case .short: "shorter than what its seasonality needs: expect little of the forecast"
    case .additiveForNonpositiveValues:
      "not all values are above 0: the model is additive, not multiplicative as asked for"
    case .rowsOffGrid:
      "some rows are not at a time of the grid: each stands for the step it falls in"
    case .changepointsOutside: "some given changepoints are outside the history and were left out"
    case .constantRegressor: "a regressor never changes within the history and was left out"
    case .holidaysOutside: "none of the given holidays is in the history: they explain nothing"
    case .seasonalityDropped:
      "a seasonality that was asked for cannot be seen in these rows and was left out"
    case nil: warning
    }
  }
}
