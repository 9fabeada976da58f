import Glibc
import Testing

@testable import Forecasting

struct `Custom seasonalities` {
  private func custom(
    _ name: String = "monthly", period: Double = 30.5, order: Int = 3, condition: String? = nil
  ) throws -> ModelSpec {
    try specification {
      $0.customSeasonalities = [
        try CustomSeasonality(
          name: name, period: period, fourierOrder: order, conditionName: condition)
      ]
    }
  }

  private func wave(_ row: Double, period: Double = 30.5) -> Double {
    10 * sin(2 * .pi * row / period) + 4 * cos(6 * .pi * row / period)
  }

  @Test func `are given back`() throws {
    let days = try series(rows: 200) { 100 + wave($0) }

    let forecast = try fit(custom(), days).model.forecast(horizon: 60, components: true)

    #expect(try forecast.error("monthly") { wave(Double(200 + $0)) } < 1e-2)
    #expect(forecast.error { 100 + wave(Double(200 + $0)) } < 1e-2)
    #expect(forecast.isSumOfComponents)
  }

  @Test(arguments: [
    (SamplingInterval.seconds(3600), 1500, 3.0, 72.0), (.seconds(3600), 1500, 0.4, 9.6),
    (.week, 200, 70, 10), (.month, 100, 365.25 / 2, 6),
  ])
  func `have their period in days`(
    interval: SamplingInterval, rows: Int, days: Double, period: Double
  ) throws {
    let some = try series(rows: rows, every: interval) { 100 + wave($0, period: period) }
    let spec = try custom("cycle", period: days)

    let model = try fit(spec, some).model
    let forecast = try model.forecast(horizon: 20)

    #expect(model.seasonalities.last?.name == "cycle")
    #expect(abs((model.seasonalities.last?.period ?? 0) - period) < 1e-12 * period)
    #expect(forecast.error { 100 + wave(Double(rows + $0), period: period) } < 1e-2)
  }

  @Test func `of irregular rows are given back`() throws {
    let rows = try irregularSeries(rows: 300) { 100 + wave($0) }

    let forecast = try fit(custom(), rows).model.forecast(horizon: 20)

    for (time, value) in zip(forecast.timestamps, forecast.yhat) {
      let days = Double(time - rows.timestamps[0]) / 86_400
      #expect(abs(value - 100 - wave(days)) < 1e-2)
    }
  }

  @Test func `take the place of those of their name`() throws {
    let days = try series(rows: 200, demand)

    let model = try fit(custom("weekly", period: 7, order: 2), days).model

    #expect(model.seasonalities.map(\.name) == ["weekly"])
    #expect(model.seasonalities.map(\.harmonics) == [[1, 2]])
  }

  @Test func `have no harmonics that the rows cannot tell apart`() throws {
    let days = try series(rows: 200, demand)

    func harmonics(_ period: Double) throws -> [Int]? {
      try fit(custom("cycle", period: period, order: 5), days).model.seasonalities
        .first { $0.name == "cycle" }?.harmonics
    }

    #expect(try harmonics(30) == [1, 2, 3, 4, 5])
    // The fourth harmonic of eight days has two rows a cycle: a cosine alone.
    #expect(try harmonics(8) == [1, 2, 3, 4])
    #expect(try harmonics(7.5) == [1, 2, 3])
    #expect(try harmonics(1.5) == nil)
  }

  @Test func `that the rows cannot carry are noted`() throws {
    let days = try series(rows: 200, demand)
    let given = covariates(of: days, ["never": { _ in 0 }, "now": { $0 < 100 ? 1 : 0 }])

    #expect(try fit(custom(period: 1.5), days).notes == [.seasonalityDropped])
    #expect(try fit(custom(period: 7.5, order: 5), days).notes == [])
    #expect(try fit(custom(condition: "never"), days, given).notes == [.seasonalityDropped])
    #expect(try fit(custom(condition: "now"), days, given).notes == [])
  }

  @Test func `and built-in ones that are asked for are noted where the rows cannot carry them`()
    throws
  {
    let days = try series(rows: 200, demand)
    func spec(_ daily: SeasonalityChoice, yearly: SeasonalityChoice = .on) throws -> ModelSpec {
      ModelSpec(seasonalities: try Seasonalities(yearly: yearly, daily: daily))
    }

    #expect(try fit(spec(.on), days).notes == [.seasonalityDropped])
    #expect(try fit(spec(.automatic), days).notes == [])
    #expect(try fit(spec(.off, yearly: .off), days).notes == [])
  }

  @Test func `keep the state of nightly updates`() throws {
    let days = try series(rows: 700, demand)

    let state = try fit(custom(), days).state

    #expect(state.watermarkRow == 300)
    #expect(try UpdateState(encoded: state.encoded()) == state)
  }

  @Test func `with a condition are given back where it holds`() throws {
    func inSeason(_ row: Int) -> Bool { row / 60 % 2 == 1 }
    func value(_ row: Int) -> Double {
      100 + (inSeason(row) ? 10 * sin(2 * .pi * Double(row) / 7) : 0)
    }
    let spec = try custom("weekly", period: 7, order: 2, condition: "in_season")
    let days = try series(rows: 500) { value(Int($0)) }
    // Any number but 0 is a yes.
    let given = covariates(of: days, stepsAfter: 120, ["in_season": { inSeason($0) ? 2.5 : 0 }])

    let fit = try fit(spec, days, given)
    let forecast = try fit.model.forecast(horizon: 120, components: true)

    #expect(try forecast.error("weekly") { value(500 + $0) - 100 } < 1e-2)
    #expect(forecast.error { value(500 + $0) } < 1e-2)
    #expect(fit.model.covariateNames == ["in_season"])
    #expect(!fit.model.seasonalities.contains { $0.name == "weekly" })
    #expect(fit.state.isEmpty)
    let next = days.timestamps[499] + 121 * 86_400
    #expect(throws: ForecastError.futureMissing(name: "in_season", at: next)) {
      try fit.model.forecast(horizon: 121)
    }
  }
}
