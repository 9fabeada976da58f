/// The steps over which a model is explained, forecast with their components.
struct ForecastView {
  let forecast: Forecast
  let period: Explanation.Period

  /// Steps of a year of which every k-th is forecast, where a year has more than one forecast can.
  private static let samples = 2_000

  /// - Parameters:
  ///   - asked: With components.
  ///   - interval: Of the model that made it.
  ///   - forecasting: As in `Explanation.init`.
  init(
    _ asked: Forecast, interval: SamplingInterval,
    forecasting: (_ start: Int, _ steps: Int) -> Forecast?
  ) {
    let names = Set(asked.components.map(\.name))
    let traits = IntervalTraits(interval)
    let year = traits.rowsPerYear
    let lengths: [(String, Explanation.Period, Double)] = [
      ("yearly", .year, year), ("weekly", .week, year / 365.25 * 7), ("daily", .day, year / 365.25),
    ]
    let seasons = lengths.filter { names.contains($0.0) }
    for (index, (_, period, length)) in seasons.enumerated() {
      let steps = max(2, Int(length.rounded(.up)))
      // A shorter season than the longest is of use only where it says more than what was asked for.
      guard index == 0 || steps > asked.yhat.count else { break }
      let stride = steps <= Horizon.maximumSteps ? 1 : Self.stride(steps, traits)
      if let forecast = Self.forecast(steps, every: stride, forecasting) {
        self.init(forecast: forecast, period: period)
        return
      }
    }
    self.init(forecast: asked, period: .steps(asked.yhat.count))
  }

  private init(forecast: Forecast, period: Explanation.Period) {
    self.forecast = forecast
    self.period = period
  }

  /// A distance that comes by every time of day and every weekday.
  private static func stride(_ steps: Int, _ traits: IntervalTraits) -> Int {
    let week = Int((traits.rowsPerYear / 365.25 * 7).rounded())
    var stride = steps / samples
    while greatestCommonDivisor(stride, week) > 1 { stride += 1 }
    return stride
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }

  /// Nil where the future of a regressor is not known so far.
  private static func forecast(
    _ steps: Int, every stride: Int, _ forecasting: (_ start: Int, _ steps: Int) -> Forecast?
  ) -> Forecast? {
    guard stride > 1 else { return forecasting(1, steps) }
    var parts: [Forecast] = []
    for start in Swift.stride(from: 1, through: steps, by: stride) {
      guard let part = forecasting(start, 1) else { return nil }
      parts.append(part)
    }
    return Forecast(joining: parts)
  }
}

extension Forecast {
  /// Several forecasts of one model, one after the other.
  fileprivate init(joining parts: [Forecast]) {
    let names = parts.first?.components.map(\.name) ?? []
    self.init(
      timestamps: parts.flatMap(\.timestamps), yhat: parts.flatMap(\.yhat), intervals: [],
      components: names.indices.map { index in
        Component(name: names[index], values: parts.flatMap { $0.components[index].values })
      })
  }
}
