import Foundation
import Testing

@testable import Forecasting

struct `A model's JSON` {
  private func models() throws -> [FittedModel] {
    try [
      fit(series(rows: 800, demand)).model,
      fit(series(rows: 1000, every: .seconds(3600)) { demand($0 / 24) }).model,
      fit(series(rows: 60, every: .month) { demand(30 * $0) }).model,
      fit(irregularSeries(rows: 200, demand)).model,
      fit(series(rows: 5) { _ in 3 }).model,
      fit(series(rows: 50) { demand($0) * 0x1p-900 }).model,
    ]
  }

  @Test func `reads back as the same model, with the same forecasts to the bit`() throws {
    for model in try models() {
      let read = try JSONDecoder().decode(FittedModel.self, from: JSONEncoder().encode(model))

      #expect(read == model)
      #expect(
        try read.forecast(horizon: 60, levels: [0.5, 0.99], components: true)
          == model.forecast(horizon: 60, levels: [0.5, 0.99], components: true))
    }
  }

  @Test func `of the first and the last times that files have reads back`() throws {
    for seconds: Int64 in [-62_135_596_800, 253_402_300_799] {
      let times = [min(0, seconds), max(0, seconds)]
      let model = try fit(TimeSeries(timestamps: times, values: [1, 2])).model

      let read = try JSONDecoder().decode(FittedModel.self, from: JSONEncoder().encode(model))

      #expect(read == model)
      #expect(try isSound(read.forecast(horizon: Horizon.maximumSteps, components: true)))
    }
  }

  @Test func `of a daily customer is small`() throws {
    let model = try fit(series(rows: 365, demand)).model

    // Digits pack to less than half: about two kilobytes in an archive.
    #expect(try JSONEncoder().encode(model).count < 6000)
  }

  @Test(arguments: [
    (#""rows":800"#, #""rows":0"#),
    (#""unit":1"#, #""unit":0"#),
    (#""harmonics":[1,2,3]"#, #""harmonics":[1,2]"#),
    (#""harmonics":[1,2,3]"#, #""harmonics":[0,2,3]"#),
    (#""changepoints":20"#, #""changepoints":19"#),
    (#""changepoints":20"#, #""changepoints":-1"#),
    (#""scale":"linear""#, #""scale":"cubic""#),
    (#""interval":"P1D""#, #""interval":"P1Q""#),
    (#""period":7"#, #""period":-7"#),
    (#""exponent":"#, #""exponent":-"#),
    (#""reference":"#, #""reference":-"#),
    (#""trainedThrough":"#, #""trainedThrough":90000000"#),
    (#""trainedThrough":"#, #""trainedThrough":-90000000"#),
    (#""offset":0"#, #""offset":86400"#),
    (#""offset":0"#, #""offset":-9223372036854775807"#),
    (#""interval":"P1D","offset":0"#, #""interval":"PT1H","offset":3600"#),
    (#""interval":"P1D","offset":0"#, #""interval":"P1M","month":0,"day":1,"offset":86400"#),
    (#""P1D""#, #""irregular:4611686018427387903""#), (#""P1D""#, #""irregular:0""#),
    (#""interval":"P1D","offset":0"#, #""interval":"irregular:9","offset":9223372036854775807"#),
  ])
  func `that no fit writes is refused`(original: String, changed: String) throws {
    let model = try fit(series(rows: 800, demand)).model
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try #require(String(data: encoder.encode(model), encoding: .utf8))
    let damaged = json.replacingOccurrences(of: original, with: changed)

    #expect(damaged != json)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FittedModel.self, from: Data(damaged.utf8))
    }
  }
}
