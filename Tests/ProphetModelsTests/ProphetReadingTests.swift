import ProphetModels
import Testing

@Suite struct ProphetReadingTests {
  @Test func `a JSON string that holds the model is read as the model`() throws {
    let fixture = try Fixture("minmax")
    let quoted = String(decoding: fixture.json, as: UTF8.self)
      .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "")

    let plain = try ProphetReading(json: fixture.json)
    let dumped = try ProphetReading(json: Array("\"\(quoted)\"".utf8))

    #expect(plain == dumped)
  }

  @Test func `a file of Prophet 1.0 has neither scaling nor a holidays' mode`() throws {
    let fixture = try Fixture("additive_daily")
    let text = String(decoding: fixture.json, as: UTF8.self)
      .replacing("\"y_min\": 0.0, \"scaling\": \"absmax\", ", with: "")
      .replacing("\"holidays_mode\": \"additive\", ", with: "")

    #expect(try ProphetReading(json: Array(text.utf8)) == ProphetReading(json: fixture.json))
    #expect(!text.contains("scaling"))
  }

  @Test func `a text that is no model says what and where`() throws {
    let fixture = try Fixture("additive_daily")
    let texts = [
      (Array("ds,y".utf8), "no JSON at byte 0"),
      (Array("[]".utf8), "the document: expected an object"),
      (Array("{}".utf8), "growth is missing"),
      (
        fixture.replacing("\"growth\": \"linear\"", with: "\"growth\": 1"),
        "growth: expected a string"
      ),
      (fixture.replacing("\"growth\": \"linear\"", with: "\"growth\": \"cubic\""), "'cubic'"),
      (fixture.replacing("\"fourier_order\": 3", with: "\"fourier_order\": 4"), "coefficients"),
      (
        fixture.replacing("\"fourier_order\": 3", with: "\"fourier_order\": 4000000000"),
        "coefficients"
      ),
      (
        fixture.replacing("\"fourier_order\": 3", with: "\"fourier_order\": -1"), "fourier_order -1"
      ),
      (fixture.replacing("\"period\": 7", with: "\"period\": 0"), "period 0.0"),
      (fixture.replacing("\"t_scale\": ", with: "\"t_scale\": -"), "length -"),
      (fixture.replacing("2021-03-05T00:00:00.000", with: "soon"), "'soon' is no time"),
      (
        fixture.replacing("\"interval_width\": 0.8", with: "\"interval_width\": 8"),
        "interval_width"
      ),
    ]

    for (text, expected) in texts {
      let error = #expect(throws: ProphetModelError.self) { try ProphetReading(json: text) }
      #expect(error?.description.contains(expected) == true, "\(expected): \(error as Any)")
    }
  }

  @Test func `a window of ten million days costs neither memory nor time`() throws {
    let fixture = try Fixture("holidays_and_regressors")

    let text = fixture.replacing("\\\"upper_window\\\":11", with: "\\\"upper_window\\\":10000000")

    let error = #expect(throws: ProphetModelError.self) { try ProphetReading(json: text) }
    #expect(error?.description.contains("window") == true)
  }

  @Test func `a table of more holidays than anybody has is refused`() throws {
    let fixture = try Fixture("holidays_and_regressors")
    let row =
      #"{\"holiday\":\"never\",\"ds\":\"2021-05-01T00:00:00.000\",\"lower_window\":-1,\"upper_window\":0}"#

    let text = fixture.replacing(
      row, with: [String](repeating: row, count: 100_000).joined(separator: ","))

    let error = #expect(throws: ProphetModelError.self) { try ProphetReading(json: text) }
    #expect(error?.description.contains("100005 rows") == true, "\(error as Any)")
  }

  @Test func `every beginning of a file is refused`() throws {
    let json = try Fixture("minmax").json

    for length in stride(from: 0, to: json.count - 2, by: 97) {
      #expect(throws: ProphetModelError.self) { try ProphetReading(json: Array(json[..<length])) }
    }
  }
}
