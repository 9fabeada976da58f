import Forecasting
import Foundation
import ProphetModels
import Testing

@Suite struct ProphetProjectionTests {
  /// Straight pieces may miss a curve by a thousandth of the spread between the places where they are
  /// checked, and a yearly seasonality the months by a hundredth (of the spread, or a factor's) or by what is named.
  @Test(arguments: MadeSeries.all)
  func `the projection is the core of the model`(made: MadeSeries) throws {
    let fitted = try made.fitted(mode: made.mode)
    let core = ModelCore(fitted)

    let projection = try ProphetProjection(fitted)
    let projected = try projection.model.forecast(horizon: 60)

    let size = core.isLogarithmic ? core.largestSize : 1
    let months: [SamplingInterval] = [.month, .quarter, .year]
    var tolerance = 0.002 * core.spread * size
    if months.contains(core.grid.interval) {
      tolerance += 0.01 * (core.isLogarithmic ? size : core.spread)
    }
    for case .calendarPattern(let largest) in projection.losses { tolerance += largest }
    #expect(try projected.timestamps == fitted.forecast(horizon: 60).timestamps)
    for (index, value) in projected.yhat.enumerated() {
      let limits = core.limits
      let free = core.forecast(lead: index + 1)
      let expected = min(max(free, limits.lowerBound), limits.upperBound)
      #expect(abs(value - expected) <= tolerance, "\(index): \(value), not \(expected)")
    }
  }

  /// 1e-9 of the spread: angles of 10⁵ turns lose some digits.
  @Test(arguments: MadeSeries.all.prefix(1) + MadeSeries.all[2...3])
  func `seasonalities of even steps are carried exactly`(made: MadeSeries) throws {
    let fitted = try made.fitted(mode: .additive)
    let core = ModelCore(fitted)

    let forecast = try ProphetProjection(fitted).model.forecast(horizon: 60, components: true)

    // Their mean is the trend's.
    let differences = (0..<60).map { index in
      core.seasonal(lead: index + 1)
        - forecast.components.dropFirst().reduce(0) { $0 + $1.values[index] }
    }
    #expect(forecast.components.count > 1)
    for difference in differences {
      #expect(abs(difference - differences[0]) <= 1e-9 * core.spread)
    }
  }

  @Test(arguments: MadeSeries.all)
  func `what is written is read back as the same forecasts`(made: MadeSeries) throws {
    let model = try ProphetProjection(made.fitted(mode: made.mode)).model
    let series = try made.series()

    let short = try ProphetReading(json: model.json(history: ProphetHistoryRows(endsOf: model)))
    let long = try ProphetReading(
      json: model.json(history: ProphetHistoryRows(series, covariates: .none)))

    let times = try model.forecast(horizon: 50).timestamps
    let expected = try model.forecast(at: times).yhat
    #expect(try short.model.forecast(at: times).yhat == expected)
    #expect(try long.model.forecast(at: times).yhat == expected)
    #expect(try short.model.forecast(horizon: 50).timestamps == times)
    #expect(try long.model.forecast(horizon: 50).timestamps == times)
    #expect(long.model.rows == series.count)
  }

  @Test func `a constant stays one`() throws {
    var fitter = ModelFitter(spec: ModelSpec())
    let days = (0..<20).map { Int64($0) * 86_400 }
    let fit = try fitter.fit(
      TimeSeries(timestamps: days, values: [Double](repeating: -7.5, count: 20)))

    let projection = try ProphetProjection(fit.model)

    #expect(
      try projection.model.forecast(horizon: 3).yhat == [Double](repeating: -7.5, count: 3))
    #expect(projection.losses == [.intervals])
  }

  @Test func `losses are named where there are some`() throws {
    let additive = try ProphetProjection(MadeSeries.all[0].fitted(mode: .additive))
    let both = try ProphetProjection(MadeSeries.all[0].fitted(mode: .automatic))

    #expect(additive.losses.contains(.fadingErrors))
    #expect(!additive.losses.contains(.products))
    #expect(
      both.losses.contains { loss in
        if case .otherScale(let share, _) = loss { 0 < share && share < 1 } else { false }
      })
  }

  @Test func `holidays, regressors and conditions are carried`() throws {
    let made = FeaturedSeries()
    let fitted = try made.fitted()
    let core = ModelCore(fitted)

    let model = try ProphetProjection(fitted).model

    let projected = try model.forecast(horizon: 30, future: made.covariates)
    #expect(model.holidays.map(\.name) == ["fair"])
    #expect(model.regressors.map(\.name) == ["price"])
    #expect(model.seasonalities.contains { $0.conditionName == "open" })
    for (index, value) in projected.yhat.enumerated() {
      let expected = core.forecast(
        lead: index + 1, at: projected.timestamps[index], made.covariates)
      #expect(abs(value - expected) <= 0.002 * core.spread, "\(value), not \(expected)")
    }
  }
}

/// A line with a season and noise.
struct MadeSeries: Sendable, CustomTestStringConvertible {
  let name: String
  let mode: SeasonalityMode
  let times: [Int64]
  /// In rows.
  let period: Double

  static let all: [MadeSeries] = [
    MadeSeries(name: "daily", mode: .additive, every: 86_400, rows: 200, period: 7),
    MadeSeries(name: "daily, factors", mode: .multiplicative, every: 86_400, rows: 200, period: 7),
    MadeSeries(name: "weekly", mode: .additive, every: 604_800, rows: 160, period: 365.25 / 7),
    MadeSeries(name: "half-hourly", mode: .additive, every: 1800, rows: 48 * 21, period: 48),
    MadeSeries(name: "monthly", mode: .additive, months: 1, rows: 72, period: 12),
    MadeSeries(name: "monthly, factors", mode: .multiplicative, months: 1, rows: 72, period: 12),
    MadeSeries(name: "quarterly", mode: .additive, months: 3, rows: 32, period: 4),
    MadeSeries(name: "yearly", mode: .additive, months: 12, rows: 30, period: 1000),
  ]

  private init(name: String, mode: SeasonalityMode, every step: Int64, rows: Int, period: Double) {
    self.name = name
    self.mode = mode
    self.period = period
    times = (0..<rows).map { 1_609_459_200 + Int64($0) * step }
  }

  private init(name: String, mode: SeasonalityMode, months: Int, rows: Int, period: Double) {
    self.name = name
    self.mode = mode
    self.period = period
    times = (0..<rows).compactMap { row in
      CivilDate(year: 1990 + row * months / 12, month: row * months % 12 + 1, day: 1)
        .map { $0.daysSince1970 * 86_400 }
    }
  }

  var testDescription: String { name }

  func series() throws -> TimeSeries {
    try TimeSeries(timestamps: times, values: times.indices.map { value(Double($0)) })
  }

  func fitted(mode: SeasonalityMode) throws -> FittedModel {
    var fitter = ModelFitter(
      spec: ModelSpec(changepoints: .standard, seasonalities: try Seasonalities(mode: mode)))
    return try fitter.fit(series()).model
  }

  var spread: Double {
    let values = times.indices.map { value(Double($0)) }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + abs($1 - mean) } / Double(values.count)
  }

  private func value(_ row: Double) -> Double {
    100 + 0.05 * row + 10 * sin(2 * .pi * row / period + 1) + 0.5 * sin(row * row)
  }
}

/// Days with a festival, a price, and weekends that count while the shop is open.
struct FeaturedSeries {
  private let rows = 240
  private let day: Int64 = 86_400

  func fitted() throws -> FittedModel {
    let known = covariates
    var spec = ModelSpec(seasonalities: try Seasonalities(mode: .additive))
    spec.regressors = [try Regressor(name: "price")]
    spec.customSeasonalities = [
      try CustomSeasonality(name: "shop", period: 5, fourierOrder: 2, conditionName: "open")
    ]
    spec.holidays = try festivals.map {
      try Holiday(name: "fair", day: $0, lowerWindow: -1, upperWindow: 1)
    }
    var fitter = ModelFitter(spec: spec)
    let values = (0..<rows).map { row in
      let touched = festivals.contains { abs($0 - row) <= 1 }
      let season = known.columns[0][row] * 3 * sin(2 * .pi * Double(row) / 5)
      return 50 + known.columns[1][row] + (touched ? 8 : 0) + season + 0.1 * sin(Double(row * row))
    }
    let series = try TimeSeries(timestamps: (0..<rows).map { Int64($0) * day }, values: values)
    return try fitter.fit(series, covariates: known).model
  }

  private var festivals: [Int] { stride(from: 20, to: rows + 40, by: 50).map { $0 } }

  /// Of the rows, and of forty days more.
  var covariates: Covariates {
    let days = 0..<(rows + 40)
    return Covariates(
      names: ["open", "price"], timestamps: days.map { Int64($0) * day },
      columns: [
        days.map { $0 % 3 == 1 ? 0 : 1 }, days.map { 4 * cos(Double($0) / 9) },
      ])
  }
}
