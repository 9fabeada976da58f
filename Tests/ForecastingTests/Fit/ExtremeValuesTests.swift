import Forecasting
import Testing

struct `Extreme values` {
  /// Powers of two, so that scaling by them rounds nothing.
  @Test(arguments: [0x1p-996, 0x1p996])
  func `are forecast as plain ones are`(factor: Double) throws {
    let plain = try series(rows: 120) { demand($0) - 200 }
    let extreme = try series(rows: 120) { factor * (demand($0) - 200) }

    let forecast = try fit(plain).model.forecast(horizon: 14)
    let scaled = try fit(extreme).model.forecast(horizon: 14)

    // The noise floor of the weights is relative, so nothing but rounding differs.
    #expect(
      zip(scaled.yhat, forecast.yhat).allSatisfy {
        abs($0 / factor - $1) < 1e-9 * max(1, abs($1))
      })
  }

  private static let mixtures: [[Double]] = [
    [1e-300, 1e300], [-1e300, 1e300], [.leastNonzeroMagnitude, 4096 * .leastNonzeroMagnitude],
    [0, 1.7e308], [-1.7e308, 1.7e308],
    [1e12, 1e12 + 1], [-1e-300, 1e-300], [1, 1e300],
  ]

  @Test(arguments: `Extreme values`.mixtures)
  func `mixed have sound forecasts`(sizes: [Double]) throws {
    let mixed = try series(rows: 90) { sizes[Int($0) % 7 % sizes.count] }

    let forecast = try fit(mixed).model.forecast(
      horizon: 30, levels: [0.5, 0.999999], components: true)

    #expect(isSound(forecast))
  }

  @Test(arguments: [1e300, -1e300, 1.7e308])
  func `alone among ordinary ones change nothing`(wild: Double) throws {
    let rows = 300
    let plain = try series(rows: rows) { $0 == 120 ? .nan : demand($0) }
    let spiked = try series(rows: rows) { $0 == 120 ? wild : demand($0) }

    let forecast = try fit(plain).model.forecast(horizon: 14)
    let withWild = try fit(spiked).model.forecast(horizon: 14)

    #expect(withWild.yhat == forecast.yhat)
    #expect(withWild.intervals == forecast.intervals)
  }

  @Test func `tiny ones among ordinary ones have sound forecasts`() throws {
    let mixed = try series(rows: 200) { $0 < 190 ? 1e-300 * demand($0) : demand($0) }

    #expect(isSound(try fit(mixed).model.forecast(horizon: 14, components: true)))
  }

  @Test(arguments: [1, 9_000])
  func `near the largest number have finite components`(start: Int) throws {
    let large = try series(rows: 600) { 1e305 * (demand($0) + 2 * $0) }

    let forecast = try fit(large).model.forecast(
      horizon: 1_000, start: start, components: true)

    #expect(isSound(forecast))
  }

  @Test func `far from zero keep their small changes`() throws {
    let far = try series(rows: 200) { 1e12 + demand($0) }

    let forecast = try fit(far).model.forecast(horizon: 14)

    #expect(
      forecast.yhat.enumerated().allSatisfy { abs($1 - 1e12 - demand(Double(200 + $0))) < 30 })
  }

  @Test(arguments: [1, 100, 9_990])
  func `are not reached at the farthest horizon`(start: Int) throws {
    let growing = try series(rows: 400) { 10 * (1 + $0 / 50) * (1 + 0.1 * noise(Int($0))) }

    let forecast = try fit(growing).model.forecast(
      horizon: Horizon.maximumSteps, start: start, components: true)

    #expect(isSound(forecast))
  }

  @Test func `counts with many zeros are never forecast below 0`() throws {
    let counts = try series(rows: 300) { noise(Int($0)) > 0.2 ? (4 * noise(Int($0))).rounded() : 0 }

    let forecast = try fit(counts).model.forecast(horizon: 60, levels: [0.5, 0.99])

    #expect(isSound(forecast))
    #expect(forecast.yhat.allSatisfy { $0 >= 0 })
    #expect(forecast.intervals.allSatisfy { $0.lower.allSatisfy { $0 >= 0 } })
  }
}
