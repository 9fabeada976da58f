import AccessTokens
import Customers
import Testing

struct AccessScopeTests {
  @Test(arguments: ["read:*", "read:north-*", "write:8", "metrics", "admin"])
  func `a scope is written as it is read`(text: String) throws {
    #expect("\(try AccessScope(text))" == text)
  }

  @Test(arguments: [
    ("", AccessScopeError.unknownRight("")), ("delete:*", .unknownRight("delete:*")),
    ("Read:*", .unknownRight("Read:*")), ("read", .customersMissing(.read)),
    ("write", .customersMissing(.write)), ("read:", .badCustomers(.empty)),
    ("read:a/b", .badCustomers(.badCharacter("a/b"))), ("admin:north-*", .notOfCustomers(.admin)),
    ("metrics:*", .notOfCustomers(.metrics)),
  ])
  func `what is no scope is refused with the reason`(text: String, expected: AccessScopeError) {
    #expect(throws: expected) { try AccessScope(text) }
    #expect(!expected.description.isEmpty)
  }

  @Test func `a scope includes its own right, of its own customers`() throws {
    let scope = try AccessScope("read:north-*")

    #expect(scope.includes(.read, of: try CustomerID("north-1")))
    #expect(!scope.includes(.read, of: try CustomerID("south-1")))
    #expect(!scope.includes(.write, of: try CustomerID("north-1")))
    #expect(!scope.includes(.metrics) && !scope.includes(.admin))
  }

  @Test(arguments: AccessRight.allCases)
  func `admin includes everything of everybody`(right: AccessRight) throws {
    let scope = try AccessScope("admin")

    #expect(scope.includes(right, of: try CustomerID("8")))
  }
}
