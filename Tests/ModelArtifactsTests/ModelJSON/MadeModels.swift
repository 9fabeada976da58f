import Forecasting
import Foundation

@testable import ModelArtifacts

/// 2021-01-01, when made series begin, in days since 1970-01-01.
let firstDay = 18_628

/// Values at times of `secondsApart`, given by row number.
func series(
  rows: Int, secondsApart: Int64 = 86_400, _ value: (Int) -> Double
) throws -> TimeSeries {
  try TimeSeries(
    timestamps: (0..<rows).map { Int64(firstDay) * 86_400 + Int64($0) * secondsApart },
    values: (0..<rows).map(value))
}

/// A year's wave, a weekly shape, a slow rise and noise.
func demand(_ day: Int) -> Double {
  let day = Double(day)
  return 200 + 0.1 * day + 30 * sin(2 * .pi * day / 365.25) + 12 * sin(2 * .pi * day / 7)
    + 6 * noise(Int(day))
}

/// Numbers that look random in (-1, 1), the same in every run.
func noise(_ index: Int) -> Double { sin(Double(index * index % 7919) * 12.9898) }

func fit(
  _ series: TimeSeries, _ spec: ModelSpec = ModelSpec(), _ covariates: Covariates = .none
) throws -> FittedModel {
  var fitter = ModelFitter(spec: spec)
  return try fitter.fit(series, covariates: covariates).model
}

/// A model with every kind of feature: a regressor, a holiday that comes again and a seasonality
/// that applies on some days, of which forty are known beforehand but for one of the regressor.
func featuredModel() throws -> FittedModel {
  var spec = ModelSpec(seasonalities: try Seasonalities(mode: .additive))
  spec.intervalWidth = 0.9
  spec.regressors = [try Regressor(name: "price")]
  spec.holidays = try [firstDay + 100, firstDay + 520].map {
    try Holiday(name: "fair", day: $0, upperWindow: 1)
  }
  spec.customSeasonalities = [
    try CustomSeasonality(name: "shift", period: 7, fourierOrder: 1, conditionName: "open")
  ]
  let days = try series(rows: 500, demand)
  let known = (0..<540)
  let covariates = Covariates(
    names: ["open", "price"], timestamps: known.map { Int64(firstDay + $0) * 86_400 },
    columns: [
      known.map { Double($0 / 9 % 2) }, known.map { $0 == 505 ? .nan : noise($0) },
    ])
  return try fit(days, spec, covariates)
}

extension FittedModel {
  /// As `model.json` has it.
  func jsonText() throws -> String {
    String(decoding: try CustomerModel.fitted(self).json(), as: UTF8.self)
  }

  /// The model that `model.json` says.
  static func reading(_ text: String) throws -> CustomerModel {
    try CustomerModel(json: Array(text.utf8))
  }
}
