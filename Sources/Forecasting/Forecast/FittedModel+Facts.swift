extension FittedModel {
  /// What an explanation needs to know of the model beside its forecasts.
  public var facts: ModelFacts {
    ModelFacts(
      interval: interval, historySteps: trend.last, regressors: regressorEffects,
      trend: trendLevel)
  }

  /// The trend of all scales together, without seasonality and filters.
  ///
  /// - Parameter stepsAhead: Of the last row; below 0 in the history.
  /// - Returns: In the unit of the values.
  public func trendLevel(stepsAhead: Double) -> Double {
    let level =
      constant
      ?? forecasters.reduce(0) { $0 + $1.part($1.trend(lead: stepsAhead)) }
    return inUnits(level)
  }

  /// What one more of each regressor adds where the forecast begins, all else being equal.
  ///
  /// A forecast with the regressor one higher less one with it at its mean (at 0 where it is not
  /// standardised), on the trend with the filters' level. Where one is more than a standard deviation,
  /// what the deviation adds is carried on to one: nobody has seen more.
  private var regressorEffects: [Explanation.Effect] {
    let forecasters = forecasters
    let shares = forecasters.reduce(0) { $0 + ($1.model.autoregression?.share ?? 0) }
    return (features?.regressors ?? []).enumerated().map { index, regressor in
      let reach = min(1, regressor.scale)
      let added = forecasters.reduce(0) { sum, scale in
        let level = scale.trend(lead: 1) + scale.model.filters.level
        let coefficient = scale.model.features?.regressors[index] ?? 0
        let own = scale.restore(level + coefficient * (reach / regressor.scale))
        let weight = (1 - shares) * scale.model.weight + (scale.model.autoregression?.share ?? 0)
        return sum + weight * (own - scale.restore(level))
      }
      return Explanation.Effect(regressor: regressor.name, amount: inUnits(added / reach))
    }
  }

  private var forecasters: [ScaleForecaster] { scales.map { ScaleForecaster($0, of: self) } }
}
