import Forecasting
import Foundation
import ProphetModels
import Testing

/// Models of factors and of values between limits, of which Prophet's have less.
@Suite struct ProphetLossTests {
  @Test func `a plain regressor's power is a line through the history's mean, and is named`() throws
  {
    let values = (0..<310).map { Double($0 * 7 % 31) }
    let made = ExplainedSeries(values: values) { 100 * exp(0.05 * $0) }

    let fitted = try made.fitted(standardization: .off)
    let projection = try ProphetProjection(fitted)

    let x = [10.0, 15, 30]
    let core = made.expected(ModelCore(fitted), of: x)
    let projected = try made.forecast(projection.model, of: x)
    #expect(projection.losses.contains(.powers(["x"])))
    #expect(abs(projection.model.regressors[0].mean - 15) < 1e-9)
    // A line beside a curve that grows by 4.5 over the range of x.
    for (ours, expected) in zip(projected, core) {
      #expect(abs(ours - expected) < 0.2 * expected, "\(ours), not \(expected)")
    }
  }

  @Test(arguments: Regressor.Standardization.allCases)
  func `a regressor of 0 and 1 is carried exactly, however it is scaled`(
    standardization: Regressor.Standardization
  ) throws {
    let values = (0..<300).map { $0 % 6 == 0 ? 1.0 : 0 }
    let made = ExplainedSeries(values: values) { 100 * exp(0.4 * $0) }

    let fitted = try made.fitted(standardization: standardization)
    let projection = try ProphetProjection(fitted)

    let core = made.expected(ModelCore(fitted), of: [0, 1])
    let projected = try made.forecast(projection.model, of: [0, 1])
    #expect(!projection.losses.contains(.powers(["x"])))
    for (ours, expected) in zip(projected, core) {
      #expect(abs(ours - expected) < 1e-9 * expected, "\(ours), not \(expected)")
    }
  }

  @Test func `a conditional seasonality's factors keep their mean`() throws {
    let values = (0..<300).map { $0 % 3 == 1 ? 0.0 : 1 }
    let made = ExplainedSeries(values: values) { _ in 100 }

    let fitted = try made.fitted(conditionalWave: 0.8)
    let projection = try ProphetProjection(fitted)

    let open = [Double](repeating: 1, count: 10)
    let core = made.expected(ModelCore(fitted), of: open)
    let projected = try made.forecast(projection.model, of: open)
    #expect(projection.model.seasonalities.map(\.conditionName) == ["x", "x"])
    for (ours, expected) in zip(projected, core) {
      // Of the wave's factors, harmonics beyond the second are left out.
      #expect(abs(ours - expected) < 0.02 * expected, "\(ours), not \(expected)")
    }
  }

  @Test func `limits that the line leaves are named`() throws {
    let falling = (0..<150).map { 160 - Double($0) + 5 * sin(Double($0)) }

    let projection = try ProphetProjection(fitted(falling))

    #expect(
      projection.losses.contains { loss in
        if case .limits(let limits) = loss { limits.lowerBound == 0 } else { false }
      })
  }

  @Test func `a season of more harmonics than are carried is named by its rows`() throws {
    let spec = ModelSpec(seasonalities: try Seasonalities(mode: .additive))
    let minutes = (0..<4 * 1440).map { row in
      10 * sin(2 * .pi * Double(row) / 1440) + 0.1 * sin(Double(row * row))
    }

    let losses = try ProphetProjection(fitted(minutes, every: 60, spec)).losses

    #expect(losses.contains(.fineDetail(seasonRows: 1440)))
    #expect(ProphetLoss.fineDetail(seasonRows: 1440).description.contains("of 1440 rows"))
    #expect(ProphetLoss.fineDetail(seasonRows: 52.25).description.contains("of 52.25 rows"))
  }

  @Test func `what leap years leave of a month's peak is named with its size`() throws {
    let peaks = (0..<96).map { row in
      100 + (row % 12 == 1 ? 40.0 : 0) + 0.1 * sin(Double(row * row))
    }
    let months = (0..<96).compactMap { row in
      CivilDate(year: 1990 + row / 12, month: row % 12 + 1, day: 1).map {
        $0.daysSince1970 * 86_400
      }
    }
    var fitter = ModelFitter(spec: ModelSpec(seasonalities: try Seasonalities(mode: .additive)))
    let fit = try fitter.fit(TimeSeries(timestamps: months, values: peaks)).model

    let projection = try ProphetProjection(fit)

    let core = ModelCore(fit)
    let forecast = try projection.model.forecast(horizon: 48)
    let largest = forecast.yhat.enumerated().reduce(0) {
      max($0, abs($1.element - core.forecast(lead: $1.offset + 1)))
    }
    let named = projection.losses.compactMap { loss in
      if case .calendarPattern(let largest) = loss { largest } else { nil }
    }
    #expect(named.count == 1)
    #expect(largest <= 1.01 * (named.first ?? 0) + 0.002 * core.spread)
  }

  private func fitted(
    _ values: [Double], every step: Int64 = 86_400, _ spec: ModelSpec = ModelSpec()
  ) throws -> FittedModel {
    var fitter = ModelFitter(spec: spec)
    return try fitter.fit(
      TimeSeries(timestamps: values.indices.map { Int64($0) * step }, values: values)
    ).model
  }
}

/// Days whose values one column explains, by factors.
private struct ExplainedSeries {
  let values: [Double]
  let effect: (Double) -> Double

  func fitted(
    standardization: Regressor.Standardization
  ) throws -> FittedModel {
    var spec = try plainSpec()
    spec.regressors = [try Regressor(name: "x", standardization: standardization)]
    return try fit(spec) { _ in 1 }
  }

  /// With a wave of five days where the column is not 0.
  func fitted(conditionalWave size: Double) throws -> FittedModel {
    var spec = try plainSpec()
    spec.customSeasonalities = [
      try CustomSeasonality(name: "shop", period: 5, fourierOrder: 1, conditionName: "x")
    ]
    return try fit(spec) { row in
      values[row] == 0 ? 1 : exp(size * cos(2 * .pi * Double(row) / 5))
    }
  }

  private func plainSpec() throws -> ModelSpec {
    ModelSpec(
      growth: .flat, seasonalities: try Seasonalities(mode: .multiplicative, weekly: .off))
  }

  private func fit(_ spec: ModelSpec, factor: (Int) -> Double) throws -> FittedModel {
    let days = values.indices.map { Int64($0) * 86_400 }
    let known = Covariates(names: ["x"], timestamps: days, columns: [values])
    let series = try TimeSeries(
      timestamps: days,
      values: values.indices.map { row in
        effect(values[row]) * factor(row) * (1 + 0.01 * sin(Double(row * row)))
      })
    var fitter = ModelFitter(spec: spec)
    return try fitter.fit(series, covariates: known).model
  }

  private func future(_ x: [Double]) -> Covariates {
    Covariates(
      names: ["x"], timestamps: x.indices.map { Int64(values.count + $0) * 86_400 }, columns: [x])
  }

  /// What a core says of the days after the last, given their column.
  func expected(_ core: ModelCore, of x: [Double]) -> [Double] {
    let known = future(x)
    return x.indices.map { core.forecast(lead: $0 + 1, at: known.timestamps[$0], known) }
  }

  func forecast(_ model: ProphetModel, of x: [Double]) throws -> [Double] {
    try model.forecast(horizon: x.count, future: future(x)).yhat
  }
}
