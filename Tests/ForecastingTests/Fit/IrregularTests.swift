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

  @Test func `of a hundred thousand rows fit in chunks`() throws {
    // More elements than an irregular design keeps at once.
    let irregular = try irregularSeries(rows: 60_000, demand)

    let fit = try fit(irregular)

    #expect(try isSound(fit.model.forecast(horizon: 28)))
    #expect(!fit.state.isEmpty)
  }
}
