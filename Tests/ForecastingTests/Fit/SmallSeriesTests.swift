import Testing

@testable import Forecasting

struct `Small series` {
  @Test func `without a value have no model`() throws {
    let nothing = try TimeSeries(timestamps: [], values: [])
    let missing = try TimeSeries(timestamps: [0, 86_400], values: [.nan, .nan])

    #expect(throws: FitError.noObservations) { try fit(nothing) }
    #expect(throws: FitError.noObservations) { try fit(missing) }
  }

  @Test func `of one row are forecast by it`() throws {
    let one = try TimeSeries(timestamps: [1_609_459_200], values: [42])

    let result = try fit(one)
    let forecast = try result.model.forecast(horizon: 3)

    #expect(forecast.yhat == [42, 42, 42])
    #expect(forecast.intervals[0].lower == forecast.yhat)
    #expect(forecast.timestamps == [1, 2, 3].map { 1_609_459_200 + $0 * 86_400 })
    #expect(result.notes == [.degenerate])
    #expect(result.model.rows == 1)
  }

  @Test(arguments: [0, 7.5, -3, 1e-300, 1e300])
  func `of equal values are forecast by that value`(value: Double) throws {
    let constant = try series(rows: 40) { _ in value }

    let result = try fit(constant)

    #expect(try result.model.forecast(horizon: 5).yhat == [Double](repeating: value, count: 5))
    #expect(result.notes == [.degenerate])
    #expect(result.accuracy == HeldBackAccuracy(mase: nil, smape: nil, coverage80: nil))
  }

  @Test(arguments: allIntervals, 2...10)
  func `of a few rows have sound forecasts`(interval: SamplingInterval, rows: Int) throws {
    let few = try series(rows: rows, every: interval) { 10 + $0 + noise(Int($0)) }

    let forecast = try fit(few).model.forecast(
      horizon: 20, levels: [0.5, 0.95], components: true)

    #expect(isSound(forecast))
  }

  @Test(arguments: [(13, [FitNote.short]), (14, [])])
  func `of days are short up to two weeks`(rows: Int, notes: [FitNote]) throws {
    let few = try series(rows: rows, demand)

    #expect(try fit(few).notes == notes)
  }

  @Test func `with rows off the grid say so`() throws {
    let plain = try series(rows: 40, demand)
    var times = plain.timestamps
    times[20] += 5_000
    let moved = try TimeSeries(timestamps: times, values: plain.values)

    #expect(try fit(plain).notes == [])
    #expect(try fit(moved).notes == [.rowsOffGrid])
  }

  @Test(arguments: 2...10)
  func `at irregular times have sound forecasts`(rows: Int) throws {
    let few = try irregularSeries(rows: rows) { 10 + $0 + noise(Int($0)) }

    #expect(isSound(try fit(few).model.forecast(horizon: 20, components: true)))
  }

  @Test(arguments: allIntervals)
  func `of every interval step as it does`(interval: SamplingInterval) throws {
    let some = try series(rows: 30, every: interval) { 10 + noise(Int($0)) }
    let grid = TimeGrid(interval, through: 1_609_459_200)
    let last = grid.step(holding: 1_609_459_200) + 29

    let forecast = try fit(some).model.forecast(horizon: 3, start: 2)

    #expect(forecast.timestamps == [2, 3, 4].map { grid.timestamp(ofStep: last + $0) })
  }
}
