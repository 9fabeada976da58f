import Forecasting
import Foundation
import ProphetModels

/// A model that Prophet wrote, and what Prophet predicts with it.
struct Fixture {
  let json: [UInt8]
  let expected: Expected

  struct Expected: Decodable {
    let timestamps: [Int64]
    let yhat: [Double]
    let trend: [Double]
    let future: [String: [Double]]
  }

  init(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    json = Array(try Data(contentsOf: folder.appending(path: name + ".json")))
    expected = try JSONDecoder().decode(
      Expected.self, from: try Data(contentsOf: folder.appending(path: name + ".expected.json")))
  }

  /// Regressors and conditions of the steps.
  var future: Covariates {
    let names = expected.future.keys.sorted()
    return Covariates(
      names: names, timestamps: expected.timestamps,
      columns: names.map { expected.future[$0] ?? [] })
  }

  /// The text with a part replaced, which must be in it.
  func replacing(_ part: String, with other: String) -> [UInt8] {
    let text = String(decoding: json, as: UTF8.self)
    precondition(text.contains(part), "the fixture has no \(part)")
    return Array(text.replacing(part, with: other).utf8)
  }
}

/// The largest difference, relative to the expected size, of two lists of values.
func largestDifference(_ values: [Double], _ expected: [Double]) -> Double {
  precondition(values.count == expected.count)
  return zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1) / max(abs($1.1), 1e-9)) }
}
