import Glibc
import Testing

@testable import Forecasting

struct `Holidays` {
  /// The days of 25 December 2021 to 2025.
  private static let christmas = [18_986, 19_351, 19_716, 20_082, 20_447]

  private func christmas(
    from lower: Int = 0, to upper: Int = 0, priorScale: Double = Holiday.standardPriorScale
  ) throws -> [Holiday] {
    try Self.christmas.map {
      try Holiday(
        name: "christmas", day: $0, lowerWindow: lower, upperWindow: upper, priorScale: priorScale)
    }
  }

  /// What Christmas and the two days around it do to a day's value.
  private func effect(_ day: Int) -> Double {
    Self.christmas.contains(day)
      ? -40
      : Self.christmas.contains(day + 1)
        ? 15
        : Self.christmas.contains(day - 1) ? -10 : 0
  }

  /// A weekly wave, in rows.
  private func wave(_ row: Double) -> Double { 10 * sin(2 * .pi * row / 7) }

  /// From 2021 to 2023-12-10.
  private let rows = 1074

  @Test func `are given back with the days of their windows`() throws {
    let spec = try specification { $0.holidays = try christmas(from: -1, to: 1) }
    let days = try series(rows: rows) { 200 + wave($0) + effect(firstDay + Int($0)) }

    let forecast = try fit(spec, days).model.forecast(horizon: 30, components: true)

    let dips = { effect(firstDay + rows + $0) }
    // A thousandth of the largest effect: what the priors take off, of holidays seen twice.
    #expect(try forecast.error("holidays", dips) < 0.04)
    #expect(forecast.error { 200 + wave(Double(rows + $0)) + dips($0) } < 0.04)
    #expect(forecast.isSumOfComponents)
    #expect(forecast.components.map(\.name) == ["trend", "yearly", "weekly", "holidays", "recent"])
  }

  @Test func `of a multiplicative model take a share of the value`() throws {
    let spec = try specification(.multiplicative) { $0.holidays = try christmas() }
    let days = try series(rows: rows) { row in
      let isChristmas = Self.christmas.contains(firstDay + Int(row))
      return (200 + 0.1 * row) * (isChristmas ? 0.4 : 1)
    }

    let forecast = try fit(spec, days).model.forecast(horizon: 30, components: true)

    // 2023-12-25 is 14 days after the first forecast.
    let day = 14
    let level = 200 + 0.1 * Double(rows + day)
    #expect(abs(forecast.yhat[day] / level - 0.4) < 1e-3)
    #expect(abs(try forecast.component("holidays")[day] / level + 0.6) < 1e-3)
  }

  @Test func `show in a forecast of the automatic model, through noise`() throws {
    var spec = ModelSpec()
    spec.holidays = try christmas(from: -1, to: 1)
    let days = try series(rows: rows) { demand($0) + effect(firstDay + Int($0)) }

    let model = try fit(spec, days).model
    let holidays = try model.forecast(horizon: 30, components: true).component("holidays")

    #expect(model.scales.count == 2)
    // Two Christmases, with noise of standard deviation 3.5 each.
    #expect(abs(holidays[14] + 40) < 8)
    #expect(abs(holidays[13] - 15) < 8)
    #expect(holidays[..<13].allSatisfy { $0 == 0 })
  }

  @Test func `leave the days after them as they would be without`() throws {
    // Three days before the last row there is one that has been seen twice before.
    let end = Self.christmas[2] - firstDay + 3
    let spec = try specification { $0.holidays = try christmas() }
    let dipping = try series(rows: end) { demand($0) + effect(firstDay + Int($0)) }
    let plain = try series(rows: end) { demand($0) }

    let forecast = try fit(spec, dipping).model.forecast(horizon: 14)
    let expected = try fit(specification(), plain).model.forecast(horizon: 14)

    // A tenth of the dip: less than half of the noise's standard deviation.
    #expect(forecast.error { expected.yhat[$0] } < 1.5)
  }

  @Test func `touch all hours of their day`() throws {
    let day = firstDay + 20
    let spec = try specification {
      $0.holidays = try [day, day + 28].map { try Holiday(name: "fair", day: $0) }
    }
    let hours = try series(rows: 24 * 45, every: .seconds(3600)) { hour in
      100 + 10 * sin(2 * .pi * hour / 24) + (firstDay + Int(hour) / 24 == day ? 50 : 0)
    }

    let forecast = try fit(spec, hours).model.forecast(horizon: 96, components: true)

    #expect(try forecast.error("holidays") { (72..<96).contains($0) ? 50 : 0 } < 0.05)
    // Not repeated a week after it, nor lost where an autoregression has its say.
    #expect(
      forecast.error {
        100 + 10 * sin(2 * .pi * Double($0) / 24) + ((72..<96).contains($0) ? 50 : 0)
      } < 0.05)
  }

  @Test(arguments: [
    // A Sunday falls in the week of the Wednesday before it, which is the middle of that week.
    (SamplingInterval.week, Int64(1_609_891_200), 2),
    (.month, 1_609_459_200, 0), (.quarter, 1_609_459_200, 0), (.year, 1_609_459_200, 0),
  ])
  func `touch the step that their day falls in`(
    interval: SamplingInterval, start: Int64, row: Int
  ) throws {
    let day = firstDay + 18
    let times = try #require(
      PlacedSeries(series(rows: 8, every: interval, from: start) { $0 })
        .map(RowTimes.init))

    #expect(times.rows(ofDay: day) == row..<row + 1)
    #expect(times.rows(ofDay: day - 4000).isEmpty)
  }

  @Test func `touch irregular rows of their day`() throws {
    let times = try RowTimes(#require(PlacedSeries(irregularSeries(rows: 60) { $0 })))

    for day in firstDay - 2...firstDay + 62 {
      let expected = (0..<60).filter { Int(times.timestamp(ofRow: $0)) / 86_400 == day }
      #expect(Array(times.rows(ofDay: day)) == expected)
    }
  }

  @Test func `are kept in a model only where they come again`() throws {
    var spec = try specification { $0.holidays = try christmas(to: 1) }
    spec.holidays.append(try Holiday(name: "jubilee", day: firstDay + 100))
    spec.holidays.append(try Holiday(name: "landing", day: firstDay + 5000))
    let days = try series(rows: rows, demand)

    let features = try #require(try fit(spec, days).model.features)

    #expect(features.holidays.map(\.name) == ["christmas", "christmas"])
    #expect(features.holidays.map(\.offset) == [0, 1])
    #expect(
      features.holidays.map(\.days)
        == [0, 1].map { later in
          Self.christmas[2...].map { $0 + later }
        })
    #expect(try fit(spec, days).model.covariateNames == [])
  }

  @Test func `that never came change nothing`() throws {
    let spec = try specification {
      $0.holidays = [try Holiday(name: "landing", day: firstDay + 805)]
    }
    let days = try series(rows: 800, demand)

    let result = try fit(spec, days)

    let plain = try fit(specification(), days).model
    #expect(result.model == plain)
    #expect(result.model.features == nil)
  }

  @Test func `that all lie outside the history are noted`() throws {
    let outside = try Holiday(name: "landing", day: firstDay + 805)
    let before = try Holiday(name: "landing", day: firstDay - 1)
    let near = try Holiday(name: "landing", day: firstDay + 805, lowerWindow: -6)
    let inside = try Holiday(name: "fair", day: firstDay + 100)
    let days = try series(rows: 800, demand)
    func notes(_ holidays: Holiday...) throws -> [FitNote] {
      try fit(specification { $0.holidays = holidays }, days).notes
    }

    #expect(try notes(before, outside) == [.holidaysOutside])
    #expect(try notes(outside, inside) == [])
    #expect(try notes(near) == [])
    #expect(try notes() == [])
  }

  @Test func `with the widest windows on many dates are fitted`() throws {
    let spec = try specification {
      $0.holidays = try (0..<10).map {
        try Holiday(
          name: "era", day: firstDay + 100 * $0, lowerWindow: -366, upperWindow: 366)
      }
    }
    let days = try series(rows: 400, demand)

    let forecast = try fit(spec, days).model.forecast(horizon: 400, components: true)

    #expect(isSound(forecast))
    #expect(forecast.isSumOfComponents)
  }

  @Test func `leave no mark on others that share the grid`() throws {
    let spec = try specification { $0.holidays = try christmas() }
    let early = try series(rows: 800, demand)
    let late = try TimeSeries(
      timestamps: early.timestamps.map { $0 + 30 * 86_400 }, values: early.values)
    var warm = ModelFitter(spec: spec)
    _ = try warm.fit(early)

    #expect(try warm.fit(late).model == fit(spec, late).model)
    #expect(try warm.fit(early).model == fit(spec, early).model)
    #expect(try fit(spec, late).model.features != fit(specification(), late).model.features)
  }
}
