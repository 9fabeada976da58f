public import Forecasting

extension ProphetModel {
  /// The forecast that Prophet's `predict` gives for the steps after the last row.
  ///
  /// The intervals are those that Prophet draws samples for, in closed form: normal, with the
  /// variance of a row and that of changepoints to come.
  ///
  /// - Parameters:
  ///   - horizon: Steps, in 1...`Horizon.maximumSteps`.
  ///   - levels: Each in (0, 1).
  ///   - start: At least 1.
  ///   - components: Whether to say what the forecast is made of, in units of the series.
  ///   - future: Regressors and conditions of the steps.
  /// - Returns: One value a step, one interval a level.
  /// - Throws: `ForecastError.futureMissing` of the first column that is not known at a step.
  public func forecast(
    horizon: Int, levels: [Double] = [0.8], start: Int = 1, components: Bool = false,
    future: Covariates = .none
  ) throws(ForecastError) -> Forecast {
    precondition((1...Horizon.maximumSteps).contains(horizon) && start >= 1)
    precondition(levels.allSatisfy { 0 < $0 && $0 < 1 })
    let last = grid.step(holding: trainedThrough)
    let steps = last + start..<last + start + horizon
    let timestamps = steps.map { grid.timestamp(ofStep: $0) }
    let inputs = try ProphetInputs(
      self, at: timestamps, future, places: grid.places(of: future.timestamps, at: steps))
    return forecast(at: timestamps, inputs, levels: levels, components: components)
  }

  /// The forecast at any times.
  ///
  /// - Parameters:
  ///   - timestamps: Seconds since 1970-01-01, in the history or after it.
  ///   - levels: Each in (0, 1).
  ///   - components: Whether to say what the forecast is made of.
  ///   - future: As for `forecast(horizon:)`.
  /// - Returns: One value a time, one interval a level.
  /// - Throws: `ForecastError.futureMissing` of the first column that is not known at a time.
  public func forecast(
    at timestamps: [Int64], levels: [Double] = [0.8], components: Bool = false,
    future: Covariates = .none
  ) throws(ForecastError) -> Forecast {
    let inputs = try ProphetInputs(
      self, at: timestamps, future, places: future.places(of: timestamps))
    return forecast(at: timestamps, inputs, levels: levels, components: components)
  }

  private func forecast(
    at timestamps: [Int64], _ inputs: ProphetInputs, levels: [Double], components: Bool
  ) -> Forecast {
    let path = ProphetPath(self, at: timestamps, inputs)
    return Forecast(
      timestamps: timestamps, yhat: path.yhat,
      intervals: levels.map { level in
        let width = NormalQuantile.halfWidth(level: level)
        return PredictionInterval(
          level: level,
          lower: zip(path.yhat, path.deviations).map { ($0 - width * $1).clampedToFinite },
          upper: zip(path.yhat, path.deviations).map { ($0 + width * $1).clampedToFinite })
      },
      components: components ? path.components : [])
  }

  /// How many steps after the last row `timestamp` lies (1 is the next row), where it is on the grid.
  ///
  /// - Parameter timestamp: Seconds since 1970-01-01.
  /// - Returns: At least 1.
  /// - Throws: `ForecastError.startNotAfterTraining` or `startNotOnGrid`.
  public func stepsAhead(to timestamp: Int64) throws(ForecastError) -> Int {
    try grid.stepsAhead(of: trainedThrough, to: timestamp)
  }
}
