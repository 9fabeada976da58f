import Foundation
import Testing

@testable import Forecasting

struct `A model with features` {
  private func model() throws -> FittedModel {
    let days = try series(rows: 500, demand)
    var spec = ModelSpec()
    spec.intervalWidth = 0.9
    spec.regressors = [try Regressor(name: "price")]
    spec.holidays = try [firstDay + 100, firstDay + 520].map {
      try Holiday(name: "fair", day: $0, upperWindow: 1)
    }
    spec.customSeasonalities = [
      try CustomSeasonality(name: "shift", period: 7, fourierOrder: 1, conditionName: "open")
    ]
    let given = covariates(
      of: days, stepsAfter: 40,
      ["price": { $0 == 505 ? .nan : noise($0) }, "open": { Double($0 / 9 % 2) }])
    return try fit(spec, days, given).model
  }

  @Test func `reads back from JSON with the same forecasts to the bit`() throws {
    let model = try model()
    let future = Covariates(
      names: ["price"], timestamps: [Int64(firstDay + 505) * 86_400], columns: [[0.5]])

    let read = try JSONDecoder().decode(FittedModel.self, from: JSONEncoder().encode(model))

    #expect(read == model)
    #expect(read.intervalWidth == 0.9)
    #expect(read.covariateNames == ["open", "price"])
    #expect(
      try read.forecast(horizon: 40, components: true, future: future)
        == model.forecast(horizon: 40, components: true, future: future))
  }

  @Test func `whose holidays are all over reads back too`() throws {
    let spec = try specification {
      $0.holidays = [try Holiday(name: "fair", day: firstDay + 100, upperWindow: 1)]
    }
    let model = try fit(spec, series(rows: 500, demand)).model

    let read = try JSONDecoder().decode(FittedModel.self, from: JSONEncoder().encode(model))

    #expect(read == model)
    #expect(try read.forecast(horizon: 7) == model.forecast(horizon: 7))
  }

  @Test func `says so in its JSON, and one without says nothing`() throws {
    let plain = try fit(series(rows: 500, demand)).model
    let words = [#""features""#, #""intervalWidth""#]
    func json(_ model: FittedModel) throws -> String {
      try #require(String(data: JSONEncoder().encode(model), encoding: .utf8))
    }

    #expect(try words.allSatisfy { try json(model()).contains($0) })
    #expect(try !words.contains { try json(plain).contains($0) })
    #expect(plain.intervalWidth == 0.8)
  }

  @Test(arguments: [
    (#""scale":"#, #""scale":-"#), (#""intervalWidth":0."#, #""intervalWidth":2."#),
    (#""offset":1"#, #""offset":"one""#), (#""harmonics":[1]"#, #""harmonics":[1,3]"#),
    (#""days":["#, #""days":[9000000,"#), (#""names":["#, #""names":["x","#),
    (#""regressors":["#, #""regressors":[5,"#),
    (#""name":"price","scale":"#, #""name":"price","scale":1e-310,"was":"#),
    (#""names":["open","price"]"#, #""names":["price","price"]"#),
  ])
  func `that no fit writes is refused`(original: String, changed: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try #require(String(data: encoder.encode(model()), encoding: .utf8))
    let damaged = json.replacingOccurrences(of: original, with: changed)

    #expect(damaged != json)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FittedModel.self, from: Data(damaged.utf8))
    }
  }

  @Test func `charges for what it keeps`() throws {
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
}
