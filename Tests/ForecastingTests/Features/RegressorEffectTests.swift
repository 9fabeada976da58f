import Glibc
import Testing

@testable import Forecasting

/// Made series without noise.
struct `Effects of regressors` {
  private func temperature(_ row: Int) -> Double { 12 + 8 * noise(row + 5000) }

  private func model(
    _ mode: SeasonalityMode, every interval: SamplingInterval = .day,
    of regressor: @escaping (Int) -> Double, _ value: (Double) -> Double
  ) throws -> FittedModel {
    let spec = try specification(mode) { $0.regressors = [try Regressor(name: "x")] }
    let days = try series(rows: 400, every: interval) { value(regressor(Int($0))) }
    return try fit(spec, days, covariates(of: days, ["x": regressor])).model
  }

  @Test(arguments: [SamplingInterval.day, .seconds(3600)])
  func `are what two forecasts one apart differ by`(interval: SamplingInterval) throws {
    let model = try model(.additive, every: interval, of: temperature) { 500 - 2 * $0 }
    func forecast(_ value: Double) throws -> Double {
      let next = model.trainedThrough + (interval == .day ? 86_400 : 3600)
      let future = Covariates(names: ["x"], timestamps: [next], columns: [[value]])
      return try model.forecast(horizon: 1, future: future).yhat[0]
    }

    let effect = try #require(model.facts.regressors.first)

    #expect(effect.regressor == "x")
    #expect(abs(effect.amount + 2) < 1e-3)
    // Rounding of values of 500.
    #expect(try abs(effect.amount - (forecast(13) - forecast(12))) < 1e-9)
  }

  @Test func `of a multiplicative model are of the mean level`() throws {
    let model = try model(.multiplicative, of: temperature) { 200 * exp(0.02 * ($0 - 12)) }
    let mean = (0..<400).reduce(0) { $0 + temperature($1) } / 400

    let effect = try #require(model.facts.regressors.first)

    let level = 200 * exp(0.02 * (mean - 12))
    #expect(abs(effect.amount - level * (exp(0.02) - 1)) < 0.01)
  }

  @Test func `of what is on or off are that of being on`() throws {
    let model = try model(.multiplicative, of: { Double($0 / 3 % 2) }) { 100 * ($0 == 1 ? 1.5 : 1) }

    let effect = try #require(model.facts.regressors.first)

    #expect(abs(effect.amount - 50) < 0.05)
  }

  @Test func `of what hardly moves are no farther than what was seen, carried on`() throws {
    // A price between 1 and 1.01 that takes a tenth off on its way.
    let price = { (row: Int) in 1 + 0.005 * (1 + noise(row + 5000)) }
    let model = try model(.multiplicative, of: price) { 100 * exp(-10 * ($0 - 1.005)) }

    let effect = try #require(model.facts.regressors.first)

    // A thousand at the level of 100; one more would leave nothing of it, which nobody has seen. A
    // deviation is 3%, half of which is what the curve takes off.
    #expect(abs(effect.amount + 1000) < 30)
  }
}
