/// The point forecasts of a model over some steps, before they are in the series' units.
struct PointForecasts {
  let values: [Double]
  private let model: FittedModel
  private let steps: Range<Int>
  /// As components are named.
  private let featureNames: [String]
  /// By scale, component and step; without components where the model has no features.
  private let features: [[[Double]]]

  init(_ model: FittedModel, steps: Range<Int>, future: Covariates) throws(ForecastError) {
    self.model = model
    self.steps = steps
    var featureNames: [String] = []
    var features = [[[Double]]](repeating: [], count: model.scales.count)
    if let own = model.features {
      let future = try FutureFeatures(own, of: model, steps: steps, future: future)
      featureNames = future.names
      features = model.scales.map { $0.features.map(future.effects) ?? [] }
    }
    self.featureNames = featureNames
    self.features = features
    if let constant = model.constant {
      values = steps.map { _ in constant }
    } else {
      values = Self.values(of: model, steps, features)
    }
  }

  private static func values(
    of model: FittedModel, _ steps: Range<Int>, _ features: [[[Double]]]
  ) -> [Double] {
    let scales = model.scales.map { ScaleForecaster($0, of: model) }
    let autoregressions = scales.map { autoregression($0, steps) }
    let shares = scales.reduce(0) { $0 + ($1.model.autoregression?.share ?? 0) }
    var angles = SeasonalAngles(model.seasonalities)
    return steps.indices.map { lead in
      angles.move(to: model.trend.last + Double(lead))
      var mixture = 0.0
      var added = 0.0
      for (index, scale) in scales.enumerated() {
        var value = scale.trend(lead: Double(lead)) + scale.filters(lead: lead)
        for (block, coefficients) in scale.model.seasonal.enumerated() {
          value += angles.value(block, coefficients)
        }
        let place = lead - steps.lowerBound
        let feature = features[index].reduce(0) { $0 + $1[place] }
        mixture += scale.part(value + feature)
        if let own = scale.model.autoregression {
          let value = autoregressions[index][place] + feature
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

  /// Trend, each seasonality, holidays, each regressor, and what remains: in units of the series,
  /// adding up to the forecast.
  func components() -> [Forecast.Component] {
    let scales = model.scales.map { ScaleForecaster($0, of: model) }
    var angles = SeasonalAngles(model.seasonalities)
    let names = model.seasonalities.map(\.name) + featureNames
    var trend: [Double] = []
    var effects = [[Double]](repeating: [], count: names.count)
    var recent: [Double] = []
    for (value, lead) in zip(values, steps) {
      angles.move(to: model.trend.last + Double(lead))
      let level =
        model.constant ?? scales.reduce(0) { $0 + $1.part($1.trend(lead: Double(lead))) }
      var rest = value - level
      trend.append(model.inUnits(level))
      for block in effects.indices {
        let with =
          model.constant
          ?? scales.indices.reduce(0) { sum, index in
            let own = effect(block, scales[index].model.seasonal, angles, index, lead)
            return sum + scales[index].part(scales[index].trend(lead: Double(lead)) + own)
          }
        effects[block].append(model.inUnits(with - level))
        rest -= with - level
      }
      recent.append(model.inUnits(rest))
    }
    return [Forecast.Component(name: "trend", values: trend)]
      + zip(names, effects).map { Forecast.Component(name: $0, values: $1) }
      + [Forecast.Component(name: "recent", values: recent)]
  }

  /// The effect of a seasonality, or of one of the features behind them, on one scale.
  private func effect(
    _ block: Int, _ seasonal: [[Double]], _ angles: SeasonalAngles, _ scale: Int, _ lead: Int
  ) -> Double {
    block < seasonal.count
      ? angles.value(block, seasonal[block])
      : features[scale][block - seasonal.count][lead - steps.lowerBound]
  }
}
