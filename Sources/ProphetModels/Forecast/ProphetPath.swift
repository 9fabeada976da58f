import Forecasting

/// A Prophet model's point forecast over some times, with what it is made of.
struct ProphetPath {
  private(set) var yhat: [Double] = []
  /// The standard deviation of a row to come, in units of the series.
  private(set) var deviations: [Double] = []
  /// In the order of `names`; in units of the series, adding up to `yhat`.
  private(set) var components: [Forecast.Component] = []

  init(_ model: ProphetModel, at timestamps: [Int64], _ inputs: ProphetInputs) {
    let names = Self.names(of: model)
    var parts = [[Double]](repeating: [], count: names.count)
    let walk = Walk(model, inputs)
    for (index, timestamp) in timestamps.enumerated() {
      let row = walk.row(index, timestamp)
      yhat.append(row.values.reduce(0, +).clampedToFinite)
      deviations.append(row.deviation)
      for (part, value) in row.values.enumerated() { parts[part].append(value) }
    }
    components = zip(names, parts).map { Forecast.Component(name: $0, values: $1) }
  }

  private static func names(of model: ProphetModel) -> [String] {
    ["trend"] + model.seasonalities.map(\.name) + (model.holidays.isEmpty ? [] : ["holidays"])
      + model.regressors.map(\.name)
  }

  /// The model made ready for one time after another.
  private struct Walk {
    private let model: ProphetModel
    private let inputs: ProphetInputs
    private let trend: ProphetTrendCurve
    private let seasons: [ProphetSeasonCurve]
    private var holidayEffects: [Int: Double] = [:]
    private let uncertainty: ProphetUncertainty

    init(_ model: ProphetModel, _ inputs: ProphetInputs) {
      self.model = model
      self.inputs = inputs
      trend = ProphetTrendCurve(model.trend)
      seasons = model.seasonalities.map { ProphetSeasonCurve($0) }
      uncertainty = ProphetUncertainty(model)
      for holiday in model.holidays { holiday.add(to: &holidayEffects) }
    }

    func row(_ index: Int, _ timestamp: Int64) -> (values: [Double], deviation: Double) {
      let time = model.scale.time(of: timestamp)
      let capacity = model.scale.scaledCapacity
      let level =
        trend.value(at: time, capacity: capacity) * model.scale.valueSize + model.scale.bottom
      var values = [level]
      var factor = 1.0
      for (effect, mode) in effects(index, timestamp) {
        if mode == .multiplicative { factor += effect }
        values.append(effect * (mode == .multiplicative ? level : model.scale.valueSize))
      }
      let deviation = uncertainty.deviation(
        at: time, sensitivity: trend.sensitivity(at: time, capacity: capacity), factor: factor)
      return (values, deviation * model.scale.valueSize)
    }

    private func effects(_ index: Int, _ timestamp: Int64) -> [(Double, ProphetMode)] {
      let day = Double(timestamp) / 86_400
      var effects = seasons.enumerated().map { number, season in
        let condition = inputs.conditions[number]
        let applies = condition.isEmpty || condition[index]
        return (applies ? season.value(atDay: day) : 0, season.seasonality.mode)
      }
      if !model.holidays.isEmpty {
        effects.append((holidayEffects[Int(day.rounded(.down))] ?? 0, model.holidaysMode))
      }
      for (regressor, values) in zip(model.regressors, inputs.regressors) {
        effects.append((regressor.effect(of: values[index]), regressor.mode))
      }
      return effects
    }
  }
}

extension Double {
  /// The nearest number that is not infinite.
  var clampedToFinite: Double {
    let largest = Double.greatestFiniteMagnitude
    return Swift.min(Swift.max(self, -largest), largest)
  }
}
