import Testing

@testable import Forecasting

/// The fit of a specification.
func fit(
  _ spec: ModelSpec, _ series: TimeSeries, _ covariates: Covariates = .none
) throws -> ModelFit {
  var fitter = ModelFitter(spec: spec)
  return try fitter.fit(series, covariates: covariates)
}

/// A specification of one scale, linear unless said otherwise, changed as a test needs it.
func specification(
  _ mode: SeasonalityMode = .additive, _ change: (inout ModelSpec) throws -> Void = { _ in }
) throws -> ModelSpec {
  var spec = ModelSpec(seasonalities: try Seasonalities(mode: mode))
  try change(&spec)
  return spec
}

/// 2021-01-01, when made series begin, in days since 1970-01-01.
let firstDay = 18_628

/// Covariates of a series' rows and of so many steps after them, given by row number.
func covariates(
  of series: TimeSeries, stepsAfter: Int = 0, _ columns: [String: (Int) -> Double]
) -> Covariates {
  let grid = TimeGrid(detecting: series.timestamps)
  let last = grid.step(holding: series.timestamps[series.count - 1])
  let times =
    series.timestamps + (0..<stepsAfter).map { grid.timestamp(ofStep: last + 1 + $0) }
  let names = columns.keys.sorted()
  return Covariates(
    names: names, timestamps: times,
    columns: names.map { name in times.indices.map { columns[name]?($0) ?? .nan } })
}

extension Forecast {
  /// The values of a component.
  func component(_ name: String) throws -> [Double] {
    try #require(components.first { $0.name == name }, "\(name)").values
  }

  /// The largest distance of a component's values from what they should be.
  func error(_ name: String, _ expected: (Int) -> Double) throws -> Double {
    try component(name).enumerated().map { abs($1 - expected($0)) }.max() ?? .infinity
  }

  /// The largest distance of the forecast from what it should be.
  func error(_ expected: (Int) -> Double) -> Double {
    yhat.enumerated().map { abs($1 - expected($0)) }.max() ?? .infinity
  }

  /// Whether the components add up to the forecast, but for rounding.
  var isSumOfComponents: Bool {
    yhat.indices.allSatisfy { step in
      let parts = components.map { $0.values[step] }
      let size = parts.reduce(abs(yhat[step])) { $0 + abs($1) }
      return abs(parts.reduce(0, +) - yhat[step]) <= 1e-13 * size
    }
  }
}
