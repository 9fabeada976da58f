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
    var angles = SeasonalAngles(model.seasonalities, after: model.trend.last)
    var values: [Double] = []
    values.reserveCapacity(steps.count)
    for block in StepBlock.holding(steps) {
      angles.move(to: block)
      var mixture = StepBlock.Values.zero
      var added = StepBlock.Values.zero
      for (index, scale) in scales.enumerated() {
        let value = scale.values(of: block) + angles.values(scale.model.seasonal)
        for place in block.places(among: steps) {
          let step = block.first + place - steps.lowerBound
          let feature = features[index].reduce(0) { $0 + $1[step] }
          mixture[place] += scale.part(value[place] + feature)
          guard let own = scale.model.autoregression else { continue }
          let restored = scale.restore(autoregressions[index][step] + feature)
          added[place] += own.share * model.bounds.clamp(restored)
        }
      }
      for place in block.places(among: steps) {
        let whole = (1 - shares) * model.bounds.clamp(mixture[place]) + added[place]
        values.append(model.bounds.isNonnegative ? max(0, whole) : whole)
      }
    }
    return values
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
    let names = model.seasonalities.map(\.name) + featureNames
    let effects = scaledEffects()
    var trend: [Double] = []
    var own = [[Double]](repeating: [], count: names.count)
    var recent: [Double] = []
    for (place, lead) in steps.enumerated() {
      let level =
        model.constant ?? scales.reduce(0) { $0 + $1.part($1.trend(lead: Double(lead))) }
      var rest = values[place] - level
      trend.append(model.inUnits(level))
      for block in own.indices {
        let with =
          model.constant
          ?? scales.indices.reduce(0) { sum, index in
            let value = scales[index].trend(lead: Double(lead)) + effects[index][block][place]
            return sum + scales[index].part(value)
          }
        own[block].append(model.inUnits(with - level))
        rest -= with - level
      }
      recent.append(model.inUnits(rest))
    }
    return [Forecast.Component(name: "trend", values: trend)]
      + zip(names, own).map { Forecast.Component(name: $0, values: $1) }
      + [Forecast.Component(name: "recent", values: recent)]
  }

  /// The effects of the seasonalities and of the features behind them, in spreads: by scale, component
  /// and step.
  private func scaledEffects() -> [[[Double]]] {
    var angles = SeasonalAngles(model.seasonalities, after: model.trend.last)
    return zip(model.scales, features).map { scale, features in
      scale.seasonal.enumerated().map { angles.values($0, $1, at: steps) } + features
    }
  }
}
