import Testing

@testable import Forecasting

struct `Given changepoints` {
  private func spec(_ dates: [Int64], growth: Growth = .linear) throws -> ModelSpec {
    try specification {
      $0.growth = growth
      // As loose as a straight piece of a line asks for.
      $0.changepoints = try Changepoints(dates: dates, priorScale: 10)
    }
  }

  @Test(arguments: [
    (SamplingInterval.day, 300, 0.5), (.seconds(3600), 900, 1 / 48.0), (.month, 120, 0.5),
  ])
  func `are where the trend bends`(interval: SamplingInterval, rows: Int, slope: Double) throws {
    // Early, so that rows after it are known at the oldest origin too, in a history of five horizons,
    // so that what the held-back errors say counts in full.
    let bend = rows / 6
    func line(_ row: Double) -> Double {
      100 + slope * row - 1.5 * slope * max(0, row - Double(bend))
    }
    let bent = try series(rows: rows, every: interval, line)

    let model = try fit(spec([bent.timestamps[bend]]), bent).model
    let forecast = try model.forecast(horizon: 20, components: true)

    #expect(model.trend.knots == [Double(bend)])
    #expect(forecast.error { line(Double(rows + $0)) } < 1e-2)
    #expect(try forecast.error("trend") { line(Double(rows + $0)) } < 1e-2)
  }

  @Test func `lie between rows by their time`() throws {
    let days = try series(rows: 100, demand)
    let months = try series(rows: 40, every: .month, demand)
    let irregular = try irregularSeries(rows: 100, demand)
    // Noon of the eleventh day; the middle of February 2021.
    let noon = days.timestamps[10] + 43_200
    let february = months.timestamps[1] + 14 * 86_400

    #expect(try fit(spec([noon]), days).model.trend.knots == [10.5])
    #expect(try fit(spec([february]), months).model.trend.knots == [1.5])
    let median = Double(try fit(irregular).model.grid.interval.meanSeconds)
    #expect(
      try fit(spec([irregular.timestamps[40]]), irregular).model.trend.knots
        == [Double(irregular.timestamps[40] - irregular.timestamps[0]) / median])
  }

  @Test func `outside the history are left out and remarked on`() throws {
    let days = try series(rows: 100, demand)
    let times = days.timestamps
    let dates = [times[0] - 86_400, times[0], times[50], times[99], times[99] + 86_400]

    let partly = try fit(spec(dates), days)
    let wholly = try fit(spec([times[50]]), days)

    #expect(partly.model.trend.knots == [50])
    #expect(partly.notes == [.changepointsOutside])
    #expect(wholly.notes == [])
    #expect(try fit(spec(dates, growth: .flat), days).notes == [])
  }

  @Test func `are remembered by the state of nightly updates`() throws {
    let days = try series(rows: 700, demand)
    let dates = [days.timestamps[20], days.timestamps[30], days.timestamps[600]]

    let state = try fit(spec(dates), days).state

    #expect(state.absorbed?.frame.trend.knots == [20, 30, 600])
    #expect(try UpdateState(encoded: state.encoded()) == state)
  }

  @Test func `of two series on one grid are where their dates are`() throws {
    let early = try series(rows: 100, demand)
    let late = try TimeSeries(
      timestamps: early.timestamps.map { $0 + 10 * 86_400 }, values: early.values)
    var fitter = ModelFitter(spec: try spec([early.timestamps[50]]))

    #expect(try fitter.fit(early).model.trend.knots == [50])
    #expect(try fitter.fit(late).model.trend.knots == [40])
  }
}
