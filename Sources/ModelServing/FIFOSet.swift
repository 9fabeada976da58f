/// A set that remembers in which order its elements came; all operations in O(1) on average.
struct FIFOSet<Element: Hashable & Sendable>: Sendable {
  private var tickets: [Element: UInt64] = [:]
  /// May hold tickets of elements that left or came again; those count for nothing.
  private var line = FIFOQueue<(element: Element, ticket: UInt64)>()
  private var lastTicket: UInt64 = 0

  var count: Int { tickets.count }

  /// Puts `element` at the end, wherever it was before.
  mutating func append(_ element: Element) {
    lastTicket += 1
    tickets[element] = lastTicket
    line.append((element, lastTicket))
    forgetOldTickets()
  }

  mutating func remove(_ element: Element) -> Bool {
    let wasThere = tickets.removeValue(forKey: element) != nil
    // Elements that left would hold memory, and with it the pages that others were freed on.
    forgetOldTickets()
    return wasThere
  }

  mutating func popFirst() -> Element? {
    while let (element, ticket) = line.popFirst() {
      guard tickets[element] == ticket else { continue }
      tickets[element] = nil
      return element
    }
    return nil
  }

  private mutating func forgetOldTickets() {
    guard line.count > 2 * tickets.count + 64 else { return }
    line.keep { [tickets] in tickets[$0.element] == $0.ticket }
  }
}
