/// How well a model foretold values that were held back from it.
public struct HeldBackAccuracy: Hashable, Sendable, Codable {
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
  ///   - leads: Of the held-back values.
  init(
    _ backtest: Backtest, series: [Double], seasonRows: Int, profile: ErrorProfile,
    leads: [Double]
  ) {
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
      inside += error <= profile.halfWidth80(lead: leads[index]) ? 1 : 0
    }
    guard count > 0 else {
      self = .none
      return
    }
    let naive = Self.naiveError(series, season: series.count > seasonRows ? seasonRows : 1)
    self.init(
      mase: naive > 0 ? errors / count / naive : nil, smape: percentages / count,
      coverage80: inside / count)
  }

  /// The mean error of the value a season ago; 0 where there is none.
  private static func naiveError(_ series: [Double], season: Int) -> Double {
    var sum = 0.0
    var count = 0.0
    for row in season..<max(season, series.count) {
      let distance = abs(series[row] - series[row - season])
      guard !distance.isNaN else { continue }
      sum += distance
      count += 1
    }
    return count > 0 ? sum / count : 0
  }
}
