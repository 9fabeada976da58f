/// First in, first out; both ends in O(1) on average.
struct FIFOQueue<Element> {
  private var elements: [Element] = []
  private var first = 0

  var count: Int { elements.count - first }

  mutating func append(_ element: Element) {
    elements.append(element)
  }

  mutating func popFirst() -> Element? {
    guard first < elements.count else { return nil }
    let element = elements[first]
    first += 1
    if first > 32, first * 2 >= elements.count {
      elements.removeSubrange(..<first)
      first = 0
    }
    return element
  }

  /// Drops all elements that do not satisfy `isKept`.
  mutating func keep(where isKept: (Element) -> Bool) {
    elements = elements[first...].filter(isKept)
    first = 0
  }
}

extension FIFOQueue: Sendable where Element: Sendable {}
