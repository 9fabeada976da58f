import Forecasting
import Foundation
import TestArtifacts
import Testing

@testable import ModelArtifacts

struct `A model's JSON` {
  private func models() throws -> [FittedModel] {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let months = (0..<60).compactMap { month in
      calendar.date(from: DateComponents(year: 2019, month: 1 + month, day: 31))
    }
    let visits = (0..<200).map { Int64($0) * 86_400 + Int64(30_000 * noise($0 + 7)) }
    return try [
      fit(series(rows: 800, demand)),
      fit(series(rows: 1000, secondsApart: 3600) { demand($0 / 24) }),
      fit(
        TimeSeries(
          timestamps: months.map { Int64($0.timeIntervalSince1970) },
          values: months.indices.map { demand(30 * $0) })),
      fit(TimeSeries(timestamps: visits, values: visits.indices.map(demand))),
      fit(series(rows: 5) { _ in 3 }),
      fit(series(rows: 50) { demand($0) * 0x1p-900 }),
    ]
  }

  @Test func `reads back as the same model, with the same forecasts to the bit`() throws {
    for model in try models() {
      let read = try FittedModel.reading(model.jsonText())

      #expect(read == .fitted(model))
      #expect(
        try read.forecast(horizon: 60, levels: [0.5, 0.99], components: true)
          == model.forecast(horizon: 60, levels: [0.5, 0.99], components: true))
    }
  }

  @Test func `of the first and the last times that files have reads back`() throws {
    for seconds: Int64 in [-62_135_596_800, 253_402_300_799] {
      let times = [min(0, seconds), max(0, seconds)]
      let model = try fit(TimeSeries(timestamps: times, values: [1, 2]))

      let read = try FittedModel.reading(model.jsonText())

      #expect(read == .fitted(model))
      let forecast = try read.forecast(horizon: Horizon.maximumSteps)
      #expect(forecast.yhat.allSatisfy { $0.isFinite })
    }
  }

  @Test func `of a daily customer is small`() throws {
    let model = try fit(series(rows: 365, demand))

    // Digits pack to less than half: about two kilobytes in an archive.
    #expect(try model.jsonText().utf8.count < 6000)
  }

  @Test func `has the members of every object in the order of their names`() throws {
    for model in try models() + [featuredModel()] {
      let text = try model.jsonText()
      let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
      let sorted = try JSONSerialization.data(
        withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])

      #expect(names(text) == names(String(decoding: sorted, as: UTF8.self)))
    }
  }

  /// All names and texts as they come.
  private func names(_ json: String) -> [Substring] {
    json.matches(of: /"[^"]*"/).map(\.output)
  }

  @Test func `may have members that nobody knows, and of one that stands twice the first`() throws {
    let model = try fit(series(rows: 800, demand))
    let text = try model.jsonText()
    let strange = text.replacing(#""unit":1.0"#, with: #""unit":1.0,"unit":-1,"zeal":[{"a":null}]"#)

    #expect(strange != text)
    #expect(try FittedModel.reading(strange) == .fitted(model))
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
    let text = try fit(series(rows: 800, demand)).jsonText()
    let damaged = text.replacing(original, with: changed)

    #expect(damaged != text)
    #expect(throws: MemberFault.self) { try FittedModel.reading(damaged) }
  }

  @Test(arguments: [
    (#""rows":800"#, #""rows":0"#, "the document: no sound model: it has 0 rows"),
    (#""unit":1"#, #""Unit":1"#, "unit is missing"),
    (#""unit":1.0"#, #""unit":"1""#, "unit: expected a number"),
    (#""growth":"linear""#, #""growth":"wild""#, "trend.growth: 'wild' is not understood"),
    (
      #""offset":0}"#, #""offset":-1}"#, "grid: the grid's offset of -1 seconds is outside its step"
    ),
    (
      #""harmonics":[1,2,3]"#, #""harmonics":[1,2.5,3]"#,
      "seasonalities.[1].harmonics.[1]: expected a whole number"
    ),
    (
      #""changepoints":20"#, #""changepoints":200"#,
      "trend.changepoints: 200 changepoints, expected 0 to 100"
    ),
    (#""walk":{"#, #""walk":[{"#, "no JSON at byte "),
    (
      #""lastErrors":["#, #""lastErrors":[true,"#,
      "scales.[0].filters.lastErrors.[0]: expected a number"
    ),
  ])
  func `says where it does not hold what it should`(
    original: String, changed: String, sentence: String
  ) throws {
    let damaged = try fit(series(rows: 800, demand)).jsonText().replacing(original, with: changed)

    let fault = #expect(throws: MemberFault.self) { try FittedModel.reading(damaged) }

    guard case .malformed(let found) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(found.hasPrefix(sentence), "\(found)")
  }
}
