import Testing

@testable import Forecasting

struct `Detecting the grid` {
  struct Rows: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let dates: String
    let interval: SamplingInterval
    let next: String

    init(_ name: String, _ dates: String, _ interval: SamplingInterval, next: String) {
      testDescription = name
      self.dates = dates
      self.interval = interval
      self.next = next
    }
  }

  @Test(arguments: [
    Rows(
      "seconds", "2024-01-01T00:00:00 2024-01-01T00:00:01", .seconds(1),
      next: "2024-01-01T00:00:02"),
    Rows("five minutes", "2024-01-01T23:50 2024-01-01T23:55", .seconds(300), next: "2024-01-02"),
    Rows(
      "quarters of an hour, seven minutes past", "2024-01-01T00:07 2024-01-01T00:22",
      .seconds(900), next: "2024-01-01T00:37"),
    Rows(
      "hours at the half", "2024-01-01T22:30 2024-01-01T23:30 2024-01-02T00:30", .seconds(3600),
      next: "2024-01-02T01:30"),
    Rows(
      "half days", "2024-01-01T06:00 2024-01-01T18:00", .seconds(43_200), next: "2024-01-02T06:00"),
    Rows("days", "2024-02-27 2024-02-28", .day, next: "2024-02-29"),
    Rows("days at six", "2023-02-27T06:00 2023-02-28T06:00", .day, next: "2023-03-01T06:00"),
    Rows("weeks of a Monday", "2024-01-01 2024-01-08", .week, next: "2024-01-15"),
    Rows(
      "weeks of a Sunday at noon", "2023-12-24T12:00 2023-12-31T12:00", .week,
      next: "2024-01-07T12:00"),
    Rows(
      "months at their first day", "2023-12-01 2024-01-01 2024-02-01", .month, next: "2024-03-01"),
    Rows("two months", "2023-12-01 2024-01-01", .month, next: "2024-02-01"),
    Rows("January and February, 28 days", "2023-02-01 2023-03-01", .month, next: "2023-04-01"),
    Rows("months at the 15th", "2023-12-15 2024-01-15 2024-02-15", .month, next: "2024-03-15"),
    Rows("ends of months", "2024-01-31 2024-02-29", .month, next: "2024-03-31"),
    Rows(
      "ends of months to February", "2022-12-31 2023-01-31 2023-02-28", .month, next: "2023-03-31"),
    Rows(
      "ends of short months only", "2023-02-28 2023-04-30 2023-06-30", .months(2),
      next: "2023-08-31"),
    Rows("months at the 28th", "2023-01-28 2023-02-28 2023-03-28", .month, next: "2023-04-28"),
    Rows("months at the 29th", "2023-01-29 2023-02-28 2023-03-29", .month, next: "2023-04-29"),
    Rows(
      "months at the 29th, to a leap February", "2023-12-29 2024-01-29 2024-02-29", .month,
      next: "2024-03-29"),
    Rows("months at the 30th", "2023-12-30 2024-01-30 2024-02-29", .month, next: "2024-03-30"),
    Rows(
      "quarters at their beginning", "2023-07-01 2023-10-01 2024-01-01", .quarter,
      next: "2024-04-01"),
    Rows("ends of quarters", "2023-06-30 2023-09-30 2023-12-31", .quarter, next: "2024-03-31"),
    Rows("two ends of quarters, 89 days", "2023-01-31 2023-04-30", .quarter, next: "2023-07-31"),
    Rows(
      "quarters from February", "2023-05-15 2023-08-15 2023-11-15", .quarter, next: "2024-02-15"),
    Rows(
      "quarters from the end of February", "2023-08-31 2023-11-30", .quarter, next: "2024-02-29"),
    Rows("years", "2022-01-01 2023-01-01 2024-01-01", .year, next: "2025-01-01"),
    Rows("ends of years", "2022-12-31 2023-12-31", .year, next: "2024-12-31"),
    Rows("years at the 30th of June", "2022-06-30 2023-06-30", .year, next: "2024-06-30"),
    Rows("years at a leap day", "2020-02-29 2021-02-28 2022-02-28", .year, next: "2023-02-28"),
    Rows("years at a leap day, to a leap year", "2022-02-28 2023-02-28", .year, next: "2024-02-29"),
    Rows("years at the 28th of February", "2019-02-28 2020-02-28", .year, next: "2021-02-28"),
    Rows("days before 1970", "1969-12-29 1969-12-30 1969-12-31", .day, next: "1970-01-01"),
    Rows("months of 1949", "1949-01-01 1949-02-01 1949-03-01", .month, next: "1949-04-01"),
    Rows(
      "hours of the year 1", "0001-01-01T00:00 0001-01-01T01:00", .seconds(3600),
      next: "0001-01-01T02:00"),
    Rows("days at the end of the year 9999", "9999-12-30 9999-12-31", .day, next: "10000-01-01"),
    Rows("one row", "2024-02-28", .day, next: "2024-02-29"),
    Rows("one row at ten", "2024-02-28T10:00", .day, next: "2024-02-29T10:00"),
    Rows(
      "every second day", "2024-01-01 2024-01-03 2024-01-05",
      .irregular(medianSeconds: 172_800), next: "2024-01-07"),
    Rows(
      "every second week", "2024-01-01 2024-01-15 2024-01-29",
      .irregular(medianSeconds: 1_209_600), next: "2024-02-12"),
    Rows(
      "every fourth week", "2024-01-01 2024-01-29 2024-02-26",
      .irregular(medianSeconds: 2_419_200), next: "2024-03-25"),
    Rows(
      "every second month", "2023-01-01 2023-03-01 2023-05-01 2023-07-01",
      .months(2), next: "2023-09-01"),
    Rows("half years", "2023-01-01 2023-07-01 2024-01-01", .months(6), next: "2024-07-01"),
    Rows(
      "the ends of half years", "2022-06-30 2022-12-31 2023-06-30", .months(6),
      next: "2023-12-31"),
    Rows("thirds of a year", "2022-04-15 2022-08-15 2022-12-15", .months(4), next: "2023-04-15"),
    Rows(
      "every second month with one left out",
      "2022-01-01 2022-03-01 2022-05-01 2022-09-01 2022-11-01", .months(2), next: "2023-01-01"),
    Rows(
      "decades", "1990-01-01 2000-01-01 2010-01-01", .irregular(medianSeconds: 3_652 * 86_400),
      next: "2020-01-01"),
    Rows(
      "two rows two hours and a half apart", "2024-01-01T00:00 2024-01-01T02:30",
      .irregular(medianSeconds: 9000), next: "2024-01-01T05:00"),
    Rows(
      "every seven hours", "2024-01-01T00:00 2024-01-01T07:00 2024-01-01T14:00",
      .irregular(medianSeconds: 25_200), next: "2024-01-01T21:00"),
    Rows(
      "every ten days", "2024-01-01 2024-01-11 2024-01-21", .irregular(medianSeconds: 864_000),
      next: "2024-01-31"),
    Rows(
      "any dates", "2024-01-01 2024-01-12 2024-03-05 2024-04-17 2024-04-19",
      .irregular(medianSeconds: 950_400), next: "2024-04-30"),
  ])
  func `finds interval and next time of`(_ rows: Rows) throws {
    let timestamps = try times(rows.dates)

    let grid = TimeGrid(detecting: timestamps)

    #expect(grid.interval == rows.interval)
    let last = try #require(grid.step(of: timestamps[timestamps.count - 1]))
    #expect(grid.timestamp(ofStep: last + 1) == (try times(rows.next)[0]))
  }

  @Test(arguments: 0..<7)
  func `knows weeks of any weekday`(weekday: Int64) {
    let sundays = (0..<50).map { weekday * 86_400 + $0 * 604_800 }

    #expect(TimeGrid(detecting: sundays).interval == .week)
  }

  @Test(arguments: 1...31)
  func `knows months at any day`(day: Int) {
    let months = (24_200..<24_230).map {
      CivilDate(day: day, ofMonthNumber: $0).daysSince1970 * 86_400
    }

    let grid = TimeGrid(detecting: months)

    #expect(grid.interval == .month)
    #expect((24_200..<24_230).map { grid.timestamp(ofStep: $0) } == months)
  }

  @Test func `takes business days as days without weekends`() {
    let mondayToFriday = (0..<500).filter { $0 % 7 < 5 }.map { (Int64($0) + 4) * 86_400 }

    #expect(TimeGrid(detecting: mondayToFriday).interval == .day)
  }

  @Test func `takes three days a week as days`() {
    let visits = (0..<500).filter { [0, 2, 4].contains($0 % 7) }.map { Int64($0) * 86_400 }

    #expect(TimeGrid(detecting: visits).interval == .day)
  }

  @Test func `keeps days with a gap of a year`() {
    let days = (Array(0..<100) + Array(465..<500)).map { Int64($0) * 86_400 }

    #expect(TimeGrid(detecting: days).interval == .day)
  }

  @Test func `a gap that no grid can bridge makes a series irregular`() {
    let seconds = (0..<100).map { Int64($0) } + (0..<100).map { 1_000_000_000 + Int64($0) }

    #expect(TimeGrid(detecting: seconds).interval == .irregular(medianSeconds: 1))
  }

  @Test func `an hour lost or repeated on a local clock leaves a series hourly`() {
    let lost = (0..<100).filter { $0 != 50 }.map { Int64($0) * 3600 }

    #expect(TimeGrid(detecting: lost).interval == .seconds(3600))
  }

  @Test(arguments: [SamplingInterval.day, .week, .month])
  func `local midnights in UTC are on one grid through the year`(interval: SamplingInterval) throws
  {
    let dates = TimeGrid(interval, through: try times("2023-01-01")[0])
    let first = dates.step(holding: try times("2023-01-01")[0])
    let summer = try times("2023-03-26 2023-10-29")
    let midnights = (first..<first + 40).map { step in
      let midnight = dates.timestamp(ofStep: step)
      return midnight - (summer[0]..<summer[1] ~= midnight ? 7200 : 3600)
    }

    let grid = TimeGrid(detecting: midnights)

    #expect(grid.interval == interval)
    let steps = try midnights.map { try #require(grid.step(of: $0)) }
    #expect(zip(steps.dropFirst(), steps).allSatisfy { $0 == $1 + 1 })
    #expect(steps.last.map(grid.timestamp(ofStep:)) == midnights.last)
  }

  @Test func `one odd row in ten leaves the grid as it is`() {
    let days = (0..<50).map { Int64($0) * 86_400 + ($0 % 10 == 9 ? 5000 : 0) }

    let grid = TimeGrid(detecting: days)

    #expect(grid.interval == .day)
    #expect(grid.timestamp(ofStep: 50) == 50 * 86_400)
  }

  @Test func `two odd rows in ten make a series irregular`() {
    let days = (0..<50).map { Int64($0) * 86_400 + ($0 % 5 == 4 ? 5000 : 0) }

    #expect(TimeGrid(detecting: days).interval == .irregular(medianSeconds: 86_400))
  }

  @Test func `a new time of day in the newest rows leaves the grid as it is`() {
    let days = (0..<50).map { Int64($0) * 86_400 + ($0 >= 45 ? 6 * 3600 : 0) }

    let grid = TimeGrid(detecting: days)

    #expect(grid.interval == .day)
    #expect(grid.timestamp(ofStep: 50) == 50 * 86_400)
  }

  @Test func `one odd row among a few makes them irregular`() throws {
    let days = try times("2024-01-01 2024-01-02 2024-01-03 2024-01-04T05:13:20 2024-01-05")

    #expect(TimeGrid(detecting: days).interval == .irregular(medianSeconds: 86_400))
  }

  @Test func `jitter of seconds makes a series irregular`() {
    let days = (0..<50).map { Int64($0) * 86_400 + Int64($0 * $0 % 17) }

    let grid = TimeGrid(detecting: days)

    guard case .irregular(let median) = grid.interval else {
      Issue.record("\(grid.interval)")
      return
    }
    #expect(abs(median - 86_400) < 17)
  }

  @Test(arguments: [
    ("2024-01-31 2024-02-29 2024-03-29 2024-04-30 2024-05-31 2024-06-28", "2024-07-31"),
    ("2023-12-01 2024-01-02 2024-02-01 2024-03-01 2024-04-01 2024-05-01", "2024-06-01"),
    ("2023-04-03 2023-05-01 2023-06-01 2023-07-03 2023-08-01 2023-09-01", "2023-10-01"),
  ])
  func `first and last business days are months`(dates: String, next: String) throws {
    let timestamps = try times(dates)

    let grid = TimeGrid(detecting: timestamps)

    #expect(grid.interval == .month)
    let last = grid.step(holding: timestamps[timestamps.count - 1])
    #expect(grid.timestamp(ofStep: last + 1) == (try times(next)[0]))
  }
}
