import JSONCoding
import Testing

struct JSONValueTests {
  @Test func `every kind of value is read`() throws {
    let text = #" {"a": [1, -2.5e3, true, false, null], "b\n": "é\u00e9", "c": {}} "#

    let value = try JSONValue(reading: Array(text.utf8))

    #expect(
      value
        == .object([
          "a": .array([.number(1), .number(-2500), .boolean(true), .boolean(false), .null]),
          "b\n": .string("éé"), "c": .object([:]),
        ]))
  }

  @Test(arguments: [
    "", "{", "[1,]", "nul", "1 2", #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "1e999", #""\ud800""#,
    String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
  ])
  func `what is no JSON, or says two things, is refused`(text: String) {
    #expect(throws: JSONCodingError.self) { try JSONValue(reading: Array(text.utf8)) }
  }

  @Test func `more values than are wanted are refused where they stand`() throws {
    let text = Array(#"{"a":[1,2]}"#.utf8)

    #expect(throws: Never.self) { try JSONValue(reading: text, mostValues: 5) }
    #expect(throws: JSONCodingError.malformed("no JSON at byte 8: more than 4 values")) {
      try JSONValue(reading: text, mostValues: 4)
    }
  }

  @Test func `a text must be UTF-8`() {
    #expect(throws: JSONCodingError.self) {
      try JSONValue(reading: [UInt8(ascii: "\""), 0xFF, UInt8(ascii: "\"")])
    }
  }
}
