import Forecasting
import Testing

struct `A gridded series` {
  private let days = (0..<40).map { Int64($0) * 86_400 }

  @Test func `has a value a step, and none where a row is missing`() throws {
    let dates = try times("2024-01-01 2024-01-02 2024-01-04 2024-01-05")
    let series = try TimeSeries(timestamps: dates, values: [1, 2, 4, 5])

    let gridded = try #require(GriddedSeries(series))

    #expect(gridded.grid.interval == .day)
    #expect(gridded.firstStep == 19_723)
    #expect(gridded.values.map(\.description) == ["1.0", "2.0", "nan", "4.0", "5.0"])
    #expect(gridded.rowsOffGrid == 0)
  }

  @Test func `reaches from the first observed row to the last`() throws {
    let dates = try times("2023-11-30 2023-12-31 2024-01-31 2024-02-29 2024-03-31 2024-04-30")
    let series = try TimeSeries(timestamps: dates, values: [.nan, .nan, 3, .nan, 5, .nan])

    let gridded = try #require(GriddedSeries(series))

    #expect(gridded.grid.interval == .month)
    #expect(gridded.firstStep == 12 * 2024)
    #expect(gridded.values.map(\.description) == ["3.0", "nan", "5.0"])
  }

  @Test func `is none where nothing is observed`() throws {
    #expect(GriddedSeries(try TimeSeries(timestamps: [], values: [])) == nil)
    #expect(GriddedSeries(try TimeSeries(timestamps: [0, 86_400], values: [.nan, .nan])) == nil)
  }

  @Test func `is none where the series is irregular`() throws {
    let series = try TimeSeries(timestamps: [0, 1000, 86_400, 99_999], values: [1, 2, 3, 4])

    #expect(GriddedSeries(series) == nil)
  }

  @Test func `is none where a known grid has too many steps for the rows`() throws {
    let seconds = TimeGrid(detecting: [0, 1, 2])
    let series = try TimeSeries(timestamps: [0, 1_000_000], values: [1, 2])

    #expect(GriddedSeries(series, on: seconds) == nil)
  }

  @Test func `takes a row off the grid as the value of its step`() throws {
    var timestamps = days
    timestamps[20] += 13 * 3600
    let series = try TimeSeries(timestamps: timestamps, values: days.indices.map(Double.init))

    let gridded = try #require(GriddedSeries(series))

    #expect(gridded.values == days.indices.map(Double.init))
    #expect(gridded.rowsOffGrid == 1)
  }

  @Test func `prefers the row on the grid to others in its step`() throws {
    let timestamps = (days + [days[20] + 13 * 3600]).sorted()
    let series = try TimeSeries(
      timestamps: timestamps, values: timestamps.map { $0 % 86_400 == 0 ? 1 : 99 })

    let gridded = try #require(GriddedSeries(series))

    #expect(gridded.values == days.map { _ in 1 })
    #expect(gridded.rowsOffGrid == 1)
  }

  @Test func `takes a row off the grid where that on the grid has no value`() throws {
    let timestamps = (days + [days[20] + 13 * 3600]).sorted()
    let values = timestamps.map { $0 == days[20] ? .nan : $0 % 86_400 == 0 ? 1.0 : 99 }

    let gridded = try #require(
      GriddedSeries(try TimeSeries(timestamps: timestamps, values: values)))

    #expect(gridded.values[20] == 99)
    #expect(gridded.values.count(where: { $0 == 1 }) == 39)
  }

  @Test func `of rows off the grid in one step takes the last`() throws {
    let timestamps = (days + [days[20] + 3 * 3600, days[20] + 13 * 3600]).sorted()
      .filter { $0 != days[20] }
    let values = timestamps.map { Double($0 % 86_400) / 3600 }

    let gridded = try #require(
      GriddedSeries(try TimeSeries(timestamps: timestamps, values: values)))

    #expect(gridded.values[20] == 13)
    #expect(gridded.rowsOffGrid == 2)
  }

  @Test func `a week moved by a holiday keeps its place`() throws {
    var fridays = try times("2024-01-05").flatMap { first in (0..<20).map { first + $0 * 604_800 } }
    fridays[10] -= 86_400
    let series = try TimeSeries(timestamps: fridays, values: fridays.indices.map(Double.init))

    let gridded = try #require(GriddedSeries(series))

    #expect(gridded.values == fridays.indices.map(Double.init))
    #expect(gridded.rowsOffGrid == 1)
  }

  @Test func `finds the row of the series at a row of the grid`() throws {
    let dates = try times("2024-01-01 2024-01-02 2024-01-04 2024-01-07 2024-01-08")
    let series = try TimeSeries(timestamps: dates, values: [.nan, 2, .nan, 7, 8])

    let gridded = try #require(GriddedSeries(series))

    #expect((0...7).map(gridded.seriesRow(atGridRow:)) == [1, 2, 2, 3, 3, 3, 4, 5])
  }

  @Test func `lays on a known grid rows that alone would tell another`() throws {
    let grid = TimeGrid(detecting: days)
    let fortnight = try TimeSeries(timestamps: [0, 7 * 86_400, 14 * 86_400], values: [1, 2, 3])

    let gridded = try #require(GriddedSeries(fortnight, on: grid))

    #expect(gridded.values.count == 15)
    #expect(gridded.grid == grid)
  }
}
