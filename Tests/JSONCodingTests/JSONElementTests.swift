import JSONCoding
import Testing

struct JSONElementTests {
  private func element(_ text: String) throws -> JSONElement {
    try JSONElement(reading: Array(text.utf8))
  }

  @Test func `values are read by their names and places`() throws {
    let json = try element(
      #"{"numbers":[1,-2.5e3,0],"word":"\u0041b","yes":true,"nothing":null,"rows":[{"n":-7}]}"#)

    #expect(try json.numbers("numbers") == [1, -2500, 0])
    #expect(try json.string("word") == "Ab")
    #expect(try json.member("yes").boolean())
    #expect(try json.memberIfPresent("nothing") == nil)
    #expect(try json.numberIfPresent("missing") == nil)
    let row = try #require(json.elements("rows").first)
    #expect(try row.integer("n") == -7)
    #expect(try json.text("word") { $0.count } == 2)
    #expect(try json.member("numbers").decoded(as: [Double].self) == [1, -2500, 0])
  }

  @Test func `of members with one name the first counts`() throws {
    #expect(try element(#"{"b":1,"a":2,"b":3}"#).number("b") == 1)
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("127", 127), ("-128", -128), ("128", nil), ("-129", nil), ("1.0", nil),
      ("1e1", nil), ("\"1\"", nil), ("99999999999999999999", nil),
    ] as [(String, Int8?)])
  func `whole numbers are read as far as they fit`(text: String, number: Int8?) throws {
    let json = try element(text)

    #expect((try? json.integer()) == number)
  }

  @Test(arguments: [
    ("[1]", "the document: expected an object"), (#"{"a":{}}"#, "a.b is missing"),
    (#"{"a":{"b":[]}}"#, "a.b: expected a number"),
  ])
  func `a fault names its place`(text: String, sentence: String) throws {
    let json = try element(text)

    #expect(throws: JSONCodingError.malformed(sentence)) {
      try json.member("a").number("b")
    }
  }

  @Test func `a text that means nothing is told`() throws {
    let json = try element(#"{"a":[{"b":"wild"}]}"#)
    let inner = try #require(json.elements("a").first)

    #expect(throws: JSONCodingError.malformed("a.[0].b: 'wild' is not understood")) {
      try inner.text("b") { Int($0) }
    }
  }

  @Test func `of a list of numbers the one that is none is named`() throws {
    let json = try element(#"{"a":[1,null,3]}"#)

    #expect(throws: JSONCodingError.malformed("a.[1]: expected a number")) {
      try json.numbers("a")
    }
  }
}
