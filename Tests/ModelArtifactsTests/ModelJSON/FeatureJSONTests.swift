import Forecasting
import Testing

@testable import ModelArtifacts

struct `The JSON of a model with features` {
  @Test func `reads back with the same forecasts to the bit`() throws {
    let model = try featuredModel()
    let future = Covariates(
      names: ["price"], timestamps: [Int64(firstDay + 505) * 86_400], columns: [[0.5]])

    let read = try FittedModel.reading(model.jsonText())

    #expect(read == .fitted(model))
    #expect(read.intervalWidth == 0.9)
    #expect(read.covariateNames == ["open", "price"])
    #expect(
      try read.forecast(horizon: 40, components: true, future: future)
        == model.forecast(horizon: 40, components: true, future: future))
  }

  @Test func `of which the holidays are all over reads back too`() throws {
    var spec = ModelSpec(seasonalities: try Seasonalities(mode: .additive))
    spec.holidays = [try Holiday(name: "fair", day: firstDay + 100, upperWindow: 1)]
    let model = try fit(series(rows: 500, demand), spec)

    let read = try FittedModel.reading(model.jsonText())

    #expect(read == .fitted(model))
    #expect(try read.forecast(horizon: 7) == model.forecast(horizon: 7))
  }

  @Test func `with names that need escapes reads back`() throws {
    var spec = ModelSpec()
    let name = "price \"net\" \\ €"
    spec.regressors = [try Regressor(name: name)]
    let days = try series(rows: 500, demand)
    let prices = Covariates(
      names: [name], timestamps: days.timestamps, columns: [(0..<500).map(noise)])
    let model = try fit(days, spec, prices)

    let read = try FittedModel.reading(model.jsonText())

    #expect(read == .fitted(model))
    #expect(read.covariateNames == [name])
  }

  @Test func `says so, and that of one without says nothing`() throws {
    let plainModel = try fit(series(rows: 500, demand))
    let words = [#""features""#, #""intervalWidth""#]

    let (featured, plain) = (try featuredModel().jsonText(), try plainModel.jsonText())

    #expect(words.allSatisfy { featured.contains($0) })
    #expect(!words.contains { plain.contains($0) })
    #expect(plainModel.intervalWidth == 0.8)
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
    let text = try featuredModel().jsonText()
    let damaged = text.replacing(original, with: changed)

    #expect(damaged != text)
    #expect(throws: MemberFault.self) { try FittedModel.reading(damaged) }
  }
}
