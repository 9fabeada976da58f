import Customers
import Testing

@Test func `a list is sorted by bytes and holds each customer once`() throws {
  let names = ["b", "a", "10", "9", "a", "customer_2", "customer_10", "customer_10", "customer_1"]

  let list = CustomerList(try names.map { try CustomerID($0) })

  #expect(list.map(\.text) == Set(names).sorted())
  #expect(list.count == 7)
}

@Test func `names that share their first bytes are sorted by the rest`() throws {
  var generator = SystemRandomNumberGenerator()
  let names = try (0..<2_000).map { _ in
    let digits = String(Int.random(in: 0..<1_000, using: &generator), radix: 2)
    return try CustomerID("a-long-name-that-all-share." + digits + ".x")
  }

  #expect(Array(CustomerList(names)) == Set(names).sorted())
}

@Test func `an empty list has no customer`() throws {
  let list = CustomerList([])

  #expect(list.isEmpty)
  #expect(list.index(of: try CustomerID("a")) == nil)
}

@Test func `every customer is found where it stands`() throws {
  let list = CustomerList(try (0..<500).map { try CustomerID("c\($0 * 2)") })

  for index in list.indices { #expect(list.index(of: list[index]) == index) }
  for absent in ["c1", "b", "d", "c", "c9980"] {
    #expect(list.index(of: try CustomerID(absent)) == nil)
  }
}

@Test func `a builder refuses what is no ID and keeps the rest`() throws {
  var builder = CustomerList.Builder()
  try builder.append(bytes: "b".utf8.span)

  #expect(throws: CustomerIDError.badCharacter("a b")) {
    try builder.append(bytes: "a b".utf8.span)
  }
  try builder.append(bytes: "a".utf8.span)

  #expect(builder.build().map(\.text) == ["a", "b"])
}

@Test func `a million customers cost at most 64 bytes each`() throws {
  var builder = CustomerList.Builder()
  for index in 0..<1_000_000 {
    builder.append(try CustomerID("customer_\((index &* 7_919) % 1_000_000)"))
  }

  let list = builder.build()

  #expect(list.count == 1_000_000)
  #expect(list.sizeBytes <= 64 * list.count)
  #expect(list.sizeBytes > 22 * list.count)
}

@Test(arguments: [
  "", "a", "ab", "b", "north-", "north-1", "north-10", "zz", "aa", "B", "north.", "z",
])
func `those who begin with a text stand where the list says`(prefix: String) throws {
  let names = ["a", "ab", "abc", "b", "B", "north", "north-1", "north-10", "north-2", "z-", "z"]
  let list = CustomerList(try names.map { try CustomerID($0) })

  let found = list[list.indices(beginningWith: prefix)].map(\.text)

  #expect(found == list.map(\.text).filter { $0.hasPrefix(prefix) })
}

@Test func `of an empty list nobody begins with anything`() {
  #expect(CustomerList([]).indices(beginningWith: "a").isEmpty)
}
