import Customers

/// First in, first out.
struct CustomerQueue {
  private var customers: [CustomerID] = []
  private var first = 0

  var count: Int { customers.count - first }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ more: [CustomerID]) {
    customers.removeFirst(first)
    first = 0
    customers += more
  }

  mutating func popFirst() -> CustomerID? {
    guard first < customers.count else { return nil }
    defer { first += 1 }
    return customers[first]
  }

  mutating func removeAll() {
    customers.removeAll()
    first = 0
  }
}
