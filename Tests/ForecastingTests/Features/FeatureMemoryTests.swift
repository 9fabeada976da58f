import Testing

@testable import Forecasting

@Test func `a model with features charges for what it keeps`() throws {
  let days = try series(rows: 500, demand)
  let spec = try specification { $0.regressors = [try Regressor(name: "price")] }
  func bytes(stepsAfter: Int) throws -> Int {
    try fit(spec, days, covariates(of: days, stepsAfter: stepsAfter, ["price": noise]))
      .model.heapBytes
  }

  let difference = try bytes(stepsAfter: 1000) - bytes(stepsAfter: 0)

  // An array of nothing is charged for its header too.
  #expect(difference >= 990 * MemoryLayout<Double?>.stride)
}
