public import Forecasting

extension ProphetModel {
  /// What an explanation needs to know of the model beside its forecasts.
  public var facts: ModelFacts {
    let steps = grid.step(holding: trainedThrough) - grid.step(holding: firstTime)
    return ModelFacts(
      interval: interval, historySteps: Double(steps), regressors: regressorEffects,
      trend: trendLevel)
  }

  /// The trend, between two steps by the share of the way.
  ///
  /// - Parameter stepsAhead: Of the last row; below 0 in the history.
  /// - Returns: In the unit of the values.
  public func trendLevel(stepsAhead: Double) -> Double {
    let curve = ProphetTrendCurve(trend)
    let last = grid.step(holding: trainedThrough)
    let whole = stepsAhead.rounded(.down)
    let levels = [0, 1].map { later in
      let time = scale.time(of: grid.timestamp(ofStep: last + Int(whole) + later))
      return curve.value(at: time, capacity: scale.scaledCapacity) * scale.valueSize + scale.bottom
    }
    return levels[0] + (stepsAhead - whole) * (levels[1] - levels[0])
  }

  /// What one more of each regressor adds where the forecast begins.
  private var regressorEffects: [Explanation.Effect] {
    let level = trendLevel(stepsAhead: 1)
    return regressors.map { regressor in
      let size = regressor.mode == .multiplicative ? level : scale.valueSize
      return Explanation.Effect(
        regressor: regressor.name, amount: regressor.coefficient / regressor.deviation * size)
    }
  }
}
