import Forecasting
import Glibc
import Testing

/// What has no noise is forecast without error, up to the small pull of the ridge.
struct `Exact recovery` {
  @Test func `a line goes on`() throws {
    let line = try series(rows: 200) { 100 + 2 * $0 }

    let forecast = try fit(line).model.forecast(horizon: 28)

    for (step, value) in forecast.yhat.enumerated() {
      #expect(abs(value - (500 + 2 * Double(step))) < 0.5)
    }
  }

  @Test func `a weekly wave goes on`() throws {
    let wave = try series(rows: 210) { 50 + 10 * sin(2 * .pi * $0 / 7) }

    let forecast = try fit(wave).model.forecast(horizon: 14)

    for (step, value) in forecast.yhat.enumerated() {
      #expect(abs(value - (50 + 10 * sin(2 * .pi * Double(210 + step) / 7))) < 0.01)
    }
  }

  @Test func `a yearly wave of months goes on`() throws {
    let months = (0..<96).map { month in
      CivilDate(year: 2010 + month / 12, month: month % 12 + 1, day: 1)
    }
    let wave = try TimeSeries(
      timestamps: months.map { try #require($0).daysSince1970 * 86_400 },
      values: (0..<96).map { 50 + 10 * cos(2 * .pi * Double($0) / 12) })

    let forecast = try fit(wave).model.forecast(horizon: 12)

    for (step, value) in forecast.yhat.enumerated() {
      #expect(abs(value - (50 + 10 * cos(2 * .pi * Double(96 + step) / 12))) < 0.01)
    }
  }
}
