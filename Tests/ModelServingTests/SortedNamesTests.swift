import Customers
import TestArtifacts
import Testing

@testable import ModelServing

struct SortedNamesTests {
  @Test func `names that come and go in any order are those of a sorted array`() throws {
    var random = SeededRandom(seed: 7)
    var names = SortedNames()
    var all: Set<CustomerID> = []

    for _ in 0..<6_000 {
      let name = try CustomerID("c\(Int.random(in: 0..<4_000, using: &random))")
      if all.remove(name) != nil {
        names.remove(name)
      } else {
        names.insert(name)
        all.insert(name)
      }
    }
    let sorted = all.sorted()
    var paged: [CustomerID] = []
    while case let page = names.names(after: paged.last, limit: 700), !page.isEmpty {
      paged += page
    }

    #expect(all.count > 1_000)
    #expect(names.count == all.count)
    #expect(paged == sorted)
    for _ in 0..<200 {
      let name = try CustomerID("c\(Int.random(in: 0..<4_000, using: &random))")
      #expect(names.names(after: name, limit: 3) == Array(sorted.filter { $0 > name }.prefix(3)))
    }
  }

  @Test func `of no names there is no page, nor after the last one`() throws {
    var names = SortedNames()
    let name = try CustomerID("8")

    #expect(names.names(after: nil, limit: 10).isEmpty)
    names.insert(name)
    #expect(names.names(after: name, limit: 10).isEmpty)
    #expect(names.names(after: nil, limit: 10) == [name])
    names.remove(name)
    #expect(names.names(after: nil, limit: 10).isEmpty)
    #expect(names.count == 0)
  }
}
