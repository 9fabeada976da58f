import Forecasting
import Glibc
import Testing

struct `Irregular series` {
  @Test func `have their waves forecast at the right times`() throws {
    func wave(_ day: Double) -> Double { 50 + 10 * sin(2 * .pi * day / 7) + 0.05 * day }
    let irregular = try irregularSeries(rows: 300, wave)

    let forecast = try fit(irregular).model.forecast(horizon: 14)

    for (time, value) in zip(forecast.timestamps, forecast.yhat) {
      let day = Double(time - irregular.timestamps[0]) / 86_400
      #expect(abs(value - wave(day)) < 1)
    }
  }

  @Test func `step by their median distance`() throws {
    let irregular = try irregularSeries(rows: 300, demand)

    let model = try fit(irregular).model

    guard case .irregular(let median) = model.interval else {
      Issue.record("interval is \(model.interval)")
      return
    }
    let times = try model.forecast(horizon: 2).timestamps
    #expect(times == [1, 2].map { irregular.timestamps[299] + $0 * median })
    #expect(try model.stepsAhead(to: times[1]) == 2)
  }

  @Test func `too long for a design that is kept are fitted as well in chunks`() throws {
    func wave(_ day: Double) -> Double { 50 + 10 * sin(2 * .pi * day / 7) + 0.001 * day }
    // More elements than an irregular design keeps at once; every thousandth value is an outlier.
    let irregular = try irregularSeries(rows: 60_000) {
      wave($0) + 0.1 * noise(Int($0)) + (Int($0) % 1000 == 500 ? 30 : 0)
    }

    let fit = try fit(irregular)
    let forecast = try fit.model.forecast(horizon: 28)

    // The noise is at most 0.1 and the line is known to less.
    for (time, value) in zip(forecast.timestamps, forecast.yhat) {
      #expect(abs(value - wave(Double(time - irregular.timestamps[0]) / 86_400)) < 0.2)
    }
    #expect(!fit.state.isEmpty)
  }
}
