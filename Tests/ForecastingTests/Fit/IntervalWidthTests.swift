import Foundation
import Testing

@testable import Forecasting

struct `An interval's width` {
  /// A week between 20 and 180.
  private func week(_ day: Double) -> Double { 100 + 80 * sin(2 * .pi * day / 7) }

  /// Half widths over a week, by level from the lowest forecast to the highest.
  private func widths(rows: Int = 400, _ value: (Double) -> Double) throws -> [Double] {
    let model = try fit(series(rows: rows, value), horizon: 14).model
    let forecast = try model.forecast(horizon: 7)
    let halves = zip(forecast.intervals[0].upper, forecast.yhat).map { $0 - $1 }
    return zip(forecast.yhat, halves).sorted { $0.0 < $1.0 }.map(\.1)
  }

  @Test func `grows with the level where the noise does`() throws {
    let widths = try widths { week($0) * (1 + 0.1 * noise(Int($0))) }

    // The levels are 8 to 1; a power of 1/2 would make the widths 2.8 to 1.
    #expect(widths[6] > 4 * widths[0])
  }

  @Test func `hardly changes with the level where the noise does not`() throws {
    let widths = try widths { week($0) + 6 * noise(Int($0)) }

    #expect(widths[6] < 1.5 * widths[0])
  }

  @Test func `does not change with the level of values of both signs`() throws {
    let values = try series(rows: 400) { week($0) * (1 + 0.1 * noise(Int($0))) - 40 }

    let model = try fit(values, horizon: 14).model
    let forecast = try model.forecast(horizon: 7)

    #expect(values.values.contains { $0 < 0 })
    #expect(model.errorProfile.level == nil)
    let halves = zip(forecast.intervals[0].upper, forecast.yhat).map { $0 - $1 }
    // Rounding of a sum and a difference.
    #expect(zip(halves, halves.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
  }

  @Test func `is the same share of forecasts a power of two larger`() throws {
    let value = { (day: Double) in week(day) * (1 + 0.1 * noise(Int(day))) }
    let plain = try widths(value)

    // So large that the values are kept in units.
    let large = try widths { 0x1p400 * value($0) }

    // The widths are differences of numbers ten times as large, and the logarithms are rounded.
    #expect(zip(plain, large).allSatisfy { abs($1 / 0x1p400 - $0) < 1e-7 * $0 })
  }
}

struct `Trust in held-back errors` {
  /// Rows and horizon, and the trust of the weights and of the interval.
  private static let cases: [(rows: Int, horizon: Int, weights: Double, interval: Double)] = [
    // Thirteen origins over 24 rows, 15 steps ahead: 2.6 windows of four; 60 of 5 · 28 rows.
    (60, 28, 0.65, 3.0 / 7.0),
    // Ten origins over nine rows, five steps ahead: 2.8 windows of four; 20 of 5 · 7 rows.
    (20, 7, 0.7, 4.0 / 7.0),
    // One origin with one value of sixty.
    (5, 4, 1.0 / 60.0, 1.0 / 60.0),
    (400, 28, 1.0, 1.0),
  ]

  @Test(arguments: `Trust in held-back errors`.cases)
  func `counts values and the history they come from`(
    rows: Int, horizon: Int, weights: Double, interval: Double
  ) {
    let plan = BacktestPlan(rows: rows, horizon: horizon, traits: IntervalTraits(.day))

    let values = plan.origins.count * plan.points.count

    #expect(abs(plan.weightTrust - weights) < 1e-12)
    #expect(abs(plan.intervalTrust(values: values) - interval) < 1e-12)
  }

  @Test func `of a long history is that of its observed values`() {
    let plan = BacktestPlan(rows: 400, horizon: 28, traits: IntervalTraits(.day))

    #expect(plan.intervalTrust(values: 15) == 0.25)
  }

  @Test func `leaves the rest to the walk`() throws {
    let values = try series(rows: 60) { 50 + noise(Int($0)) }

    let profile = try fit(values, horizon: 28).model.errorProfile

    #expect(abs(profile.trust - 3.0 / 7.0) < 1e-12)
    let measured = profile.offset + profile.growth * 2
    let expected = 1.75 * profile.trust * measured
    let walk = 1.61 * (1 - profile.trust) * profile.walk.meanError(lead: 4)
    #expect(abs(profile.halfWidth80(lead: 4, around: nil) - expected - walk) < 1e-12)
  }
}
