import JSONCoding
import Testing

@Test func `values read back one by one as they were written`() throws {
  var writer = JSONWriter()
  writer.array {
    $0.integer(Int.min)
    $0.integer(UInt64.max)
    $0.number(0.1 + 0.2)
    $0.number(.nan)
    $0.boolean(true)
    $0.string("tab\t, quote \", \u{1F600}")
    $0.array { _ in }
    $0.array { $0.string("a\\b") }
  }

  var reader = JSONReader(writer.bytes[...])

  try reader.expect("[")
  #expect(try reader.integer() == .min)
  try reader.expect(",")
  #expect(try reader.unsigned() == .max)
  try reader.expect(",")
  #expect(try reader.number() == 0.1 + 0.2)
  try reader.expect(",")
  #expect(try reader.number() == nil)
  try reader.expect(",")
  #expect(try reader.boolean())
  try reader.expect(",")
  #expect(try reader.string() == "tab\t, quote \", \u{1F600}")
  try reader.expect(",")
  var texts: [String] = []
  try reader.array { reader throws(JSONCodingError) in texts.append(try reader.string()) }
  try reader.expect(",")
  try reader.array { reader throws(JSONCodingError) in texts.append(try reader.string()) }
  try reader.expect("]")
  try reader.expectEnd()
  #expect(texts == ["a\\b"])
}

@Test(arguments: ["", "x", "[", "[1", "[1,", "[1 2]", "[-]", "[1.5]", "[18446744073709551616]"])
func `what is no array of whole numbers is refused`(text: String) {
  var reader = JSONReader(Array(text.utf8)[...])

  #expect(throws: JSONCodingError.self) {
    try reader.array { reader throws(JSONCodingError) in _ = try reader.unsigned() }
    try reader.expectEnd()
  }
}

@Test(arguments: ["\"", "\"open", "\"\\", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "1"])
func `what is no string is refused`(text: String) {
  var reader = JSONReader(Array(text.utf8)[...])

  #expect(throws: JSONCodingError.self) { try reader.string() }
}

@Test func `a fault names its column`() {
  var reader = JSONReader(Array("[1,x]".utf8)[...])

  #expect(throws: JSONCodingError.malformed("column 4: expected a whole number")) {
    try reader.array { reader throws(JSONCodingError) in _ = try reader.integer() }
  }
}

@Test func `names are written in snake case where asked for`() throws {
  struct Report: Encodable {
    let newestTime = 1
    let coverage80 = 0.5
    let id = "x"
  }

  let bytes = try JSONTextEncoder(names: .snakeCase).encode(Report())

  #expect(String(decoding: bytes, as: UTF8.self) == #"{"coverage80":0.5,"id":"x","newest_time":1}"#)
}

@Test(arguments: [Double.nan, .infinity])
func `a document that must be finite names the first number that is not`(number: Double) throws {
  var writer = JSONWriter()
  writer.object { writer in
    writer.member("nothing")
    writer.null()
    writer.member("outer")
    writer.array { writer in
      writer.object { writer in
        writer.member("values")
        writer.numbers([1, number, .nan])
      }
    }
  }

  #expect(throws: JSONCodingError.notEncodable("outer.[0].values.[1] is \(number)")) {
    try writer.finiteBytes()
  }
}

@Test func `a document whose numbers are finite is as it was written`() throws {
  var writer = JSONWriter()
  writer.object { writer in
    writer.member("a")
    writer.number(nil)
    writer.member("b")
    writer.json(Array("{\"c\":1.5}".utf8))
  }

  #expect(try writer.finiteBytes() == Array(#"{"a":null,"b":{"c":1.5}}"#.utf8))
}
