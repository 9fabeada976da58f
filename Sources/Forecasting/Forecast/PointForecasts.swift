/// The point forecasts of a model over some steps, before they are in the series' units.
struct PointForecasts {
  let values: [Double]
  private let model: FittedModel
  private let steps: Range<Int>

  init(_ model: FittedModel, steps: Range<Int>) {
    self.model = model
    self.steps = steps
    if let constant = model.constant {
      values = steps.map { _ in constant }
      return
    }
    let scales = model.scales.map { ScaleForecaster($0, of: model) }
    let autoregressions = scales.map { Self.autoregression($0, steps) }
    let shares = scales.reduce(0) { $0 + ($1.model.autoregression?.share ?? 0) }
    var angles = SeasonalAngles(model.seasonalities)
    values = steps.indices.map { lead in
      angles.move(to: model.trend.last + Double(lead))
      var mixture = 0.0
      var added = 0.0
      for (index, scale) in scales.enumerated() {
        var value = scale.trend(lead: lead) + scale.filters(lead: lead)
        for (block, coefficients) in scale.model.seasonal.enumerated() {
          value += angles.value(block, coefficients)
        }
        mixture += scale.part(value)
        if let own = scale.model.autoregression {
          let value = autoregressions[index][lead - steps.lowerBound]
          added += own.share * model.bounds.clamp(scale.restore(value))
        }
      }
      let whole = (1 - shares) * model.bounds.clamp(mixture) + added
      return model.bounds.isNonnegative ? max(0, whole) : whole
    }
  }

  /// Iterated over the steps, in spreads.
  private static func autoregression(_ scale: ScaleForecaster, _ steps: Range<Int>) -> [Double] {
    guard let own = scale.model.autoregression else { return [] }
    return own.model.iterated(
      from: own.history[...], lags: SeasonalAutoregression.hourlyLags,
      steps: steps.upperBound - 1
    )[(steps.lowerBound - 1)...].map { $0 + own.level }
  }

  /// Trend, each seasonality, and what remains: in units of the series, adding up to the forecast.
  func components() -> [Forecast.Component] {
    let scales = model.scales.map { ScaleForecaster($0, of: model) }
    var angles = SeasonalAngles(model.seasonalities)
    var trend: [Double] = []
    var seasonal = [[Double]](repeating: [], count: model.seasonalities.count)
    var recent: [Double] = []
    for (value, lead) in zip(values, steps) {
      angles.move(to: model.trend.last + Double(lead))
      let level =
        model.constant ?? scales.reduce(0) { $0 + $1.part($1.trend(lead: lead)) }
      var rest = value - level
      trend.append(model.inUnits(level))
      for block in seasonal.indices {
        let with = scales.reduce(0) {
          $0 + $1.part($1.trend(lead: lead) + angles.value(block, $1.model.seasonal[block]))
        }
        seasonal[block].append(model.inUnits(with - level))
        rest -= with - level
      }
      recent.append(model.inUnits(rest))
    }
    return [Forecast.Component(name: "trend", values: trend)]
      + zip(model.seasonalities, seasonal).map { Forecast.Component(name: $0.name, values: $1) }
      + [Forecast.Component(name: "recent", values: recent)]
  }
}
