extension FittedModel {
  /// The model of parts that were read, checked so that every forecast of it will be finite.
  ///
  /// The parts are as the members of the same names say, in any state.
  ///
  /// - Throws: What keeps them from being a model.
  package init(
    restoring grid: TimeGrid, trainedThrough: Int64, rows: Int, unit: Double, bounds: ValueBounds,
    trend: TrendBasis, seasonalities: [SeasonalShape], scales: [ScaleModel], constant: Double?,
    errorProfile: ErrorProfile, features: FittedFeatures?, width: Double?
  ) throws(ModelDefect) {
    self.init(
      trainedThrough: trainedThrough, rows: rows, grid: grid, unit: unit, bounds: bounds,
      trend: trend, seasonalities: seasonalities, scales: scales, constant: constant,
      errorProfile: errorProfile, features: features, width: width)
    if let defect { throw ModelDefect(description: "no sound model: \(defect)") }
  }
}
