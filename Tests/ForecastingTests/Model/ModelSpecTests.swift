import Foundation
import Testing

@testable import Forecasting

struct `A model's specification` {
  private func fit(_ spec: ModelSpec, _ series: TimeSeries) throws -> ModelFit {
    var fitter = ModelFitter(spec: spec)
    return try fitter.fit(series)
  }

  @Test func `refuses numbers that make no model`() {
    #expect(throws: ModelSpecError.changepointCount(101)) { try Changepoints(count: 101) }
    #expect(throws: ModelSpecError.changepointCount(-1)) { try Changepoints(count: -1) }
    #expect(throws: ModelSpecError.changepointPriorScale(0)) { try Changepoints(priorScale: 0) }
    #expect(throws: ModelSpecError.seasonalityPriorScale(-1)) {
      try Seasonalities(priorScale: -1)
    }
  }

  @Test(arguments: [Int.min, -719_163, 2_932_897, .max])
  func `has holidays of the years 1 to 9999`(day: Int) {
    #expect(throws: ModelSpecError.holidayDay(name: "fair", day)) {
      try Holiday(name: "fair", day: day)
    }
    let nearest = min(max(day, -719_162), 2_932_896)
    #expect(throws: Never.self) { try Holiday(name: "fair", day: nearest) }
  }

  @Test func `counts each day of a holiday's windows once`() throws {
    var spec = ModelSpec()
    spec.holidays = try [
      Holiday(name: "a", day: 1, lowerWindow: -2), Holiday(name: "a", day: 400, upperWindow: 3),
      Holiday(name: "b", day: 7),
    ]
    spec.regressors = [try Regressor(name: "price")]
    spec.customSeasonalities = [
      try CustomSeasonality(name: "open", period: 7, fourierOrder: 2, conditionName: "is_open")
    ]

    #expect(spec.possibleColumns == 6 + 1 + 1 + 4)
    #expect(throws: Never.self) { try spec.checkColumns() }
  }

  @Test func `of too many columns is refused, and never fitted`() throws {
    var spec = ModelSpec()
    spec.holidays = try (0..<30).map {
      try Holiday(name: "fair \($0)", day: $0, lowerWindow: -366, upperWindow: 366)
    }

    #expect(throws: ModelSpecError.columns(21_990)) { try spec.checkColumns() }
    #expect(throws: FitError.specification(.columns(21_990))) {
      try fit(spec, series(rows: 30, demand))
    }
  }

  @Test func `reads back from JSON, and is checked there too`() throws {
    let spec = ModelSpec(
      horizon: .steps(7), growth: .flat, changepoints: try Changepoints(count: 5, priorScale: 0.5),
      seasonalities: try Seasonalities(mode: .multiplicative, weekly: .off, priorScale: 2))
    let json = try JSONEncoder().encode(spec)

    #expect(try JSONDecoder().decode(ModelSpec.self, from: json) == spec)
    let damaged = try #require(String(data: json, encoding: .utf8))
      .replacingOccurrences(of: #""count":5"#, with: #""count":500"#)
    #expect(throws: ModelSpecError.changepointCount(500)) {
      try JSONDecoder().decode(ModelSpec.self, from: Data(damaged.utf8))
    }
  }

  @Test func `with flat growth forecasts no trend`() throws {
    let rising = try series(rows: 300, demand)

    let forecast = try fit(ModelSpec(growth: .flat), rising).model.forecast(
      horizon: 300, components: true)

    let trend = forecast.components[0].values
    #expect(trend.allSatisfy { $0 == trend[0] })
  }

  @Test func `chooses the scales`() throws {
    let positive = try series(rows: 200, demand)
    let mixed = try series(rows: 200) { demand($0) - 210 }
    func scales(_ mode: SeasonalityMode, _ series: TimeSeries) throws -> [SeriesScale.Kind] {
      let spec = ModelSpec(seasonalities: try Seasonalities(mode: mode))
      return try fit(spec, series).model.scales.map(\.kind)
    }

    #expect(try scales(.automatic, positive) == [.linear, .logarithmic])
    #expect(try scales(.additive, positive) == [.linear])
    #expect(try scales(.multiplicative, positive) == [.logarithmic])
    #expect(try scales(.multiplicative, mixed) == [.linear])
    let spec = ModelSpec(seasonalities: try Seasonalities(mode: .multiplicative))
    #expect(try fit(spec, mixed).notes == [.additiveForNonpositiveValues])
  }

  @Test func `turns seasonalities on and off`() throws {
    let days = try series(rows: 200, demand)
    func names(_ seasonalities: Seasonalities) throws -> [String] {
      try fit(ModelSpec(seasonalities: seasonalities), days).model.seasonalities.map(\.name)
    }

    #expect(try names(.standard) == ["weekly"])
    #expect(try names(Seasonalities(yearly: .on)) == ["yearly", "weekly"])
    #expect(try names(Seasonalities(weekly: .off)) == [])
  }

  @Test func `without a weekly seasonality follows no week`() throws {
    let week = try series(rows: 210) { 100 + 30 * ($0.truncatingRemainder(dividingBy: 7) - 3) }

    let forecast = try fit(ModelSpec(seasonalities: try Seasonalities(weekly: .off)), week).model
      .forecast(horizon: 28)

    let later = forecast.yhat[14...]
    let (low, high) = (try #require(later.min()), try #require(later.max()))
    #expect(high - low < 20)
  }

  @Test func `without changepoints has a straight trend`() throws {
    let bent = try series(rows: 300) { $0 < 150 ? $0 : 150 + noise(Int($0)) }

    let model = try fit(ModelSpec(changepoints: try Changepoints(count: 0)), bent).model

    #expect(model.trend.knots.isEmpty)
    #expect(model.scales.allSatisfy { $0.trend.count == 2 })
  }

  @Test(arguments: [1e-3, 1e3])
  func `pulls seasonal coefficients as hard as its prior scale says`(scale: Double) throws {
    let wave = try series(rows: 60) { 100 + 10 * ($0.truncatingRemainder(dividingBy: 7) - 3) }
    let spec = ModelSpec(seasonalities: try Seasonalities(priorScale: scale))

    let coefficients = try fit(spec, wave).model.scales[0].seasonal[0]

    let size = coefficients.map(abs).max() ?? 0
    #expect(scale < 1 ? size < 0.1 : size > 0.5)
  }
}
