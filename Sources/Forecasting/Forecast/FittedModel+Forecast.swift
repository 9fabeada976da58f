extension FittedModel {
  /// Forecasts `horizon` steps, beginning `start` steps after the last row (1 is the next row).
  ///
  /// Every value is finite. Where no value below 0 was observed, none is forecast. The intervals of
  /// higher levels hold those of lower ones.
  ///
  /// - Parameters:
  ///   - horizon: Steps, in 1...`Horizon.maximumSteps`.
  ///   - levels: Each in (0, 1).
  ///   - start: At least 1.
  ///   - components: Whether to say what the forecast is made of.
  ///   - future: Covariates of the steps, before those that the model was given when it was fitted.
  /// - Returns: One value a step, one interval a level.
  /// - Throws: `ForecastError.futureMissing` of the first covariate that is not known at a step.
  public func forecast(
    horizon: Int, levels: [Double] = [0.8], start: Int = 1, components: Bool = false,
    future: Covariates = .none
  ) throws(ForecastError) -> Forecast {
    precondition((1...Horizon.maximumSteps).contains(horizon) && start >= 1)
    precondition(levels.allSatisfy { 0 < $0 && $0 < 1 })
    let steps = start..<(start + horizon)
    let points = try PointForecasts(self, steps: steps, future: future)
    let yhat = points.values
    let halves = zip(steps, yhat).map {
      errorProfile.halfWidth80(lead: Double($0), around: $1)
    }
    let lastStep = grid.step(holding: trainedThrough)
    return Forecast(
      timestamps: steps.map { grid.timestamp(ofStep: lastStep + $0) },
      yhat: yhat.map(inUnits),
      intervals: levels.map { interval(level: $0, around: yhat, halves: halves) },
      components: components ? points.components() : [])
  }

  private func interval(
    level: Double, around yhat: [Double], halves: [Double]
  ) -> PredictionInterval {
    let factor = StudentT4.widthRelativeTo80(level: level)
    let floor = bounds.isNonnegative ? 0 : -Double.infinity
    return PredictionInterval(
      level: level,
      lower: zip(yhat, halves).map { inUnits(max(floor, $0 - factor * $1)) },
      upper: zip(yhat, halves).map { inUnits($0 + factor * $1) })
  }

  /// In units of the series, and finite: 0 where it is no number.
  func inUnits(_ value: Double) -> Double {
    guard !value.isNaN else { return 0 }
    let largest = Double.greatestFiniteMagnitude
    return min(max(value * unit, -largest), largest)
  }

  /// How many steps after the last row `timestamp` lies (1 is the next row), where it is on the model's grid.
  public func stepsAhead(to timestamp: Int64) throws(ForecastError) -> Int {
    try grid.stepsAhead(of: trainedThrough, to: timestamp)
  }
}
