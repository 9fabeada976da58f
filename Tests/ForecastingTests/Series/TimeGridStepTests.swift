import Foundation
import Testing

@testable import Forecasting

struct `The steps of a grid` {
  @Test(arguments: [
    ("1970-01-01", SamplingInterval.day, 0),
    ("1969-12-31", .day, -1),
    ("2024-03-01T06:00", .day, 19_783),
    ("1970-01-01T00:59:59", .seconds(3600), 0),
    ("1969-12-31T23:59:59", .seconds(3600), -1),
    ("2024-03-01T10:30", .seconds(3600), 19_783 * 24 + 10),
    ("2024-03-01T00:10", .seconds(300), 19_783 * 288 + 2),
    ("1970-01-07", .week, 0),
    ("1970-01-08", .week, 1),
    ("1969-12-31", .week, -1),
    ("2024-03-01", .week, 19_783 / 7),
    ("2024-03-01", .month, 12 * 2024 + 2),
    ("1970-01-01", .month, 12 * 1970),
    ("1969-12-31", .month, 12 * 1970 - 1),
    ("2024-02-29", .quarter, 4 * 2024),
    ("2024-12-31", .quarter, 4 * 2024 + 3),
    ("2024-12-31", .year, 2024),
    ("0001-01-01", .year, 1),
    ("9999-12-31", .month, 12 * 9999 + 11),
  ])
  func `are numbered from 1970, months and years by the calendar`(
    date: String, interval: SamplingInterval, number: Int
  ) throws {
    let timestamp = try times(date)[0]

    let grid = TimeGrid(interval, through: timestamp)

    #expect(grid.step(of: timestamp) == number)
    #expect(grid.timestamp(ofStep: number) == timestamp)
  }

  @Test func `of an irregular series count from its last row`() throws {
    let grid = TimeGrid(.irregular(medianSeconds: 1000), through: 5000)

    #expect(grid.step(of: 5000) == 0)
    #expect(grid.step(of: 8000) == 3)
    #expect(grid.step(of: 4000) == -1)
    #expect(grid.step(of: 5001) == nil)
    #expect(grid.step(holding: 4999) == -1)
    #expect(grid.timestamp(ofStep: 2) == 7000)
  }

  @Test(arguments: [
    (
      "2024-03-01T06:00", SamplingInterval.day, "2024-03-05T05:00 2024-03-05T06:00 2024-03-05T07:00"
    ),
    ("2024-03-01", .week, "2024-03-07T23:00 2024-03-08 2024-03-08T01:00"),
    ("2024-03-01", .month, "2024-04-30T23:00 2024-05-01 2024-05-01T01:00"),
    ("2024-03-30T23:00", .month, "2024-04-30T22:00 2024-04-30T23:00 2024-05-01"),
    ("2023-12-31", .year, "2024-12-30T23:00 2024-12-31 2024-12-31T01:00"),
  ])
  func `hold a row that daylight saving moved by an hour`(
    through: String, interval: SamplingInterval, rows: String
  ) throws {
    let grid = TimeGrid(interval, through: try times(through)[0])

    let steps = Set(try times(rows).map(grid.step(of:)))

    #expect(steps.count == 1)
    #expect(!steps.contains(nil))
  }

  @Test(arguments: [
    ("2024-03-01T10:00", SamplingInterval.seconds(3600), "2024-03-01T11:00:01"),
    ("2024-03-01T10:00", .seconds(43_200), "2024-03-01T11:00"),
    ("2024-03-01", .day, "2024-03-02T02:00"),
    ("2024-03-01", .day, "2024-03-02T00:30"),
    ("2024-03-01", .week, "2024-03-02"),
    ("2024-03-01", .month, "2024-04-02"),
    ("2024-03-01", .quarter, "2024-04-01"),
    ("2024-03-01", .year, "2025-02-28"),
  ])
  func `do not hold a row elsewhere`(through: String, interval: SamplingInterval, other: String)
    throws
  {
    let grid = TimeGrid(interval, through: try times(through)[0])

    #expect(grid.step(of: try times(other)[0]) == nil)
  }

  @Test(arguments: [
    ("2024-03-01T10:00", SamplingInterval.seconds(3600), "2024-03-01T10:59:59", "2024-03-01T10:00"),
    ("2024-03-01", .day, "2024-03-02T22:59:59", "2024-03-02"),
    ("2024-03-01", .day, "2024-03-02T23:00:00", "2024-03-03"),
    ("2024-03-01", .week, "2024-03-11T11:59:59", "2024-03-08"),
    ("2024-03-01", .week, "2024-03-11T12:00:00", "2024-03-15"),
    ("2024-03-31", .month, "2024-04-02", "2024-04-30"),
    ("2024-03-31", .quarter, "2024-05-02", "2024-06-30"),
    ("2020-02-29", .year, "2023-11-11", "2023-02-28"),
  ])
  func `reach to the next, where a row is off the grid`(
    through: String, interval: SamplingInterval, row: String, step: String
  ) throws {
    let grid = TimeGrid(interval, through: try times(through)[0])

    let holding = grid.step(holding: try times(row)[0])

    #expect(grid.timestamp(ofStep: holding) == (try times(step)[0]))
  }

  @Test(arguments: [
    (31, "2023-12-31 2024-01-31 2024-02-29 2024-03-31 2024-04-30"),
    (30, "2023-12-30 2024-01-30 2024-02-29 2024-03-30 2024-04-30"),
    (29, "2022-12-29 2023-01-29 2023-02-28 2023-03-29 2023-04-29"),
    (31, "1899-12-31 1900-01-31 1900-02-28 1900-03-31 1900-04-30"),
    (31, "1999-12-31 2000-01-31 2000-02-29 2000-03-31 2000-04-30"),
  ])
  func `at a late day of the month end short months`(day: Int, dates: String) throws {
    let expected = try times(dates)
    let grid = TimeGrid(.month, through: expected[0])

    let first = grid.step(holding: expected[0])

    #expect((first..<first + 5).map(grid.timestamp(ofStep:)) == expected)
  }

  @Test(arguments: [
    SamplingInterval.seconds(900), .day, .week, .month, .months(2), .quarter, .months(6), .year,
    .irregular(medianSeconds: 12_345),
  ])
  func `are the same after coding`(interval: SamplingInterval) throws {
    let grid = TimeGrid(interval, through: try times("2023-05-31T07:15")[0])

    let decoded = try JSONDecoder().decode(TimeGrid.self, from: try JSONEncoder().encode(grid))

    #expect(decoded == grid)
  }

  @Test(arguments: [
    #"{"interval":"P1M","offset":0,"month":0,"day":32}"#,
    #"{"interval":"P1M","offset":0,"month":0,"day":0}"#,
    #"{"interval":"P1Y","offset":0,"month":12,"day":1}"#,
    #"{"interval":"P1M","offset":0}"#,
    #"{"interval":"PT0S","offset":0}"#,
  ])
  func `are refused where the coded grid is damaged`(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TimeGrid.self, from: Data(json.utf8))
    }
  }
}
