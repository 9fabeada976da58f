import Customers
import Testing

@Test(arguments: ["8", "a", "_x", "customer_000123", "A-1.b", "x.tar.b", "csv", "a.csvx", "gz"])
func `a safe file name is an ID`(text: String) throws {
  let customer = try CustomerID(text)

  #expect(customer.text == text)
  #expect(try CustomerID(bytes: text.utf8.span) == customer)
  #expect(customer.archiveName == text + ".tar.gz")
}

@Test(arguments: [
  ("", CustomerIDError.empty), (".hidden", .badStart(".hidden")), ("-x", .badStart("-x")),
  ("my customer", .badCharacter("my customer")), ("a/b", .badCharacter("a/b")),
  ("é", .badStart("é")), ("a\u{1B}b", .badCharacter("a\\u{1B}b")),
  ("a\0", .badCharacter("a\\u{00}")),
  ("a..b", .twoDots("a..b")), ("x.csv", .reservedEnding("x.csv", ending: ".csv")),
  ("x.CSV", .reservedEnding("x.CSV", ending: ".csv")),
  ("x.Gz", .reservedEnding("x.Gz", ending: ".gz")),
  ("x.tar", .reservedEnding("x.tar", ending: ".tar")),
])
func `any other name is refused with its reason`(text: String, error: CustomerIDError) {
  #expect(throws: error) { try CustomerID(text) }
  #expect(throws: error) { try CustomerID(bytes: text.utf8.span) }
  #expect(!error.description.isEmpty)
}

@Test func `an ID has at most 128 bytes`() throws {
  #expect(try CustomerID(String(repeating: "x", count: 128)).text.utf8.count == 128)
  #expect(throws: CustomerIDError.tooLong(bytes: 129)) {
    try CustomerID(String(repeating: "x", count: 129))
  }
}

@Test func `bytes that are no text are refused`() {
  let bytes: [UInt8] = [0x61, 0xE9]

  #expect(throws: CustomerIDError.badCharacter("a\\xE9")) { try CustomerID(bytes: bytes.span) }
}

@Test func `IDs are ordered by their bytes`() throws {
  let sorted = try ["b", "a", "B", "10", "9", "a-b", "a_b", "a.b"].map { try CustomerID($0) }
    .sorted()

  #expect(sorted.map(\.text) == ["10", "9", "B", "a", "a-b", "a.b", "a_b", "b"])
}
