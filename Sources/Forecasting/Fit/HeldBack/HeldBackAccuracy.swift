/// How well a model foretold values that were held back from it.
public struct HeldBackAccuracy: Hashable, Sendable {
  /// Mean size of the errors, in those of the last season as a forecast.
  public let mase: Double?
  /// Mean of 200 · |error| / (|value| + |forecast|), in percent.
  public let smape: Double?
  /// Share of held-back values inside the 80% interval.
  public let coverage80: Double?

  public init(mase: Double?, smape: Double?, coverage80: Double?) {
    self.mase = mase
    self.smape = smape
    self.coverage80 = coverage80
  }

  /// Nothing was held back.
  static let none = HeldBackAccuracy(mase: nil, smape: nil, coverage80: nil)
}

extension HeldBackAccuracy {
  /// - Parameters:
  ///   - backtest: The held-back values and their forecasts.
  ///   - series: All values, NaN where missing.
  ///   - seasonRows: Of MASE's seasonal naive; 1 where there is no season.
  ///   - profile: Of the intervals.
  ///   - levels: As the profile was made with.
  ///   - leads: Of the held-back values.
  init(
    _ backtest: Backtest, series: [Double], seasonRows: Int, profile: ErrorProfile,
    levels: HeldBackLevels?, leads: [Double]
  ) {
    let factors = levels.flatMap { profile.level?.factors(at: $0) }
    var errors = 0.0
    var percentages = 0.0
    var inside = 0.0
    var count = 0.0
    for (index, actual) in backtest.actuals.values.enumerated() where !actual.isNaN {
      let forecast = backtest.forecasts[index]
      let error = abs(forecast - actual)
      let size = abs(actual) + abs(forecast)
      count += 1
      errors += error
      percentages += size > 0 ? 200 * error / size : 0
      let halfWidth = profile.halfWidth80(lead: leads[index], factor: factors?[index] ?? 1)
      inside += error <= halfWidth ? 1 : 0
    }
    guard count > 0 else {
      self = .none
      return
    }
    let scale = SeasonalScale(training: series, season: seasonRows)
    self.init(
      mase: scale.meanAbsolute.map { errors / count / $0 }, smape: percentages / count,
      coverage80: inside / count)
  }
}
