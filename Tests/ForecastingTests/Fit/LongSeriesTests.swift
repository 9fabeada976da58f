import Forecasting
import Testing

struct `A series of two million rows` {
  private static let rows = 2_000_000

  private func value(_ row: Double) -> Double {
    300 + 40 * noise(Int(row) / 288) + 10 * noise(Int(row))
  }

  @Test func `is fitted and forecast`() throws {
    let minutes = try series(rows: Self.rows, every: .seconds(300), value)

    let forecast = try fit(minutes).model.forecast(horizon: 288, levels: [0.5, 0.99])

    #expect(isSound(forecast))
    // Within what the values are noise around.
    #expect(forecast.yhat.allSatisfy { (240...360).contains($0) })
  }
}
