import Customers
import Testing

struct CustomerGlobTests {
  @Test(arguments: [
    ("*", ["8", "north-1", "_"], []),
    ("8", ["8"], ["88", "9", "80"]),
    ("north-*", ["north-", "north-1", "north-south"], ["north", "1north-1", "North-1"]),
    ("*-meter", ["a-meter", "a-meter-meter"], ["a-meters", "meter"]),
    ("a*b*c", ["abc", "a1b2c", "abbcbc"], ["ab", "acb", "abcd"]),
    ("*1*1*", ["11", "2112", "1-1"], ["1", "121".replacing("1", with: "2")]),
    ("a.b", ["a.b"], ["axb"]),
  ])
  func `a pattern means these customers and not those`(
    pattern: String, members: [String], others: [String]
  ) throws {
    let glob = try CustomerGlob(pattern)

    for text in members { #expect(glob.matches(try CustomerID(text)), "\(text)") }
    for text in others { #expect(!glob.matches(try CustomerID(text)), "\(text)") }
  }

  @Test func `many stars cost no more than length times length`() throws {
    let glob = try CustomerGlob(String(repeating: "a*", count: 63) + "b")
    let name = try CustomerID(String(repeating: "a", count: 128))

    // A matcher that tries every way would not end within the life of the machine.
    #expect(!glob.matches(name))
  }

  @Test(arguments: ["", "a b", "a/b", "é", "a\n", "[ab]", String(repeating: "a", count: 129)])
  func `what is no pattern is refused`(text: String) {
    #expect(throws: CustomerGlobError.self) { try CustomerGlob(text) }
  }

  @Test func `control characters of a pattern do not reach the message`() {
    let error = #expect(throws: CustomerGlobError.self) { try CustomerGlob("a\u{1b}[31m") }

    #expect(error?.description.unicodeScalars.allSatisfy { $0.value >= 32 } == true)
  }
}
