extension ProphetModel {
  /// The first name of a part that Prophet's own columns take, nil where there is none.
  var reservedName: String? {
    covariateNames.first { Self.columns.contains($0) || Self.results.contains($0) }
      ?? (seasonalities.map(\.name) + holidays.map(\.name)).first { Self.results.contains($0) }
  }

  /// What Prophet writes into the frame that it is given, before it looks for regressors there.
  private static let columns: Set = [
    "ds", "y", "t", "cap", "floor", "y_scaled", "cap_scaled",
  ]
  /// What its forecasts have beside the components.
  private static let results: Set = [
    "trend", "holidays", "additive_terms", "multiplicative_terms", "extra_regressors_additive",
    "extra_regressors_multiplicative", "yhat", "zeros",
  ]
}
