/// A set of places in `0..<capacity`: one bit each.
package struct PlaceSet: Sendable {
  package let capacity: Int
  package private(set) var count: Int
  private var words: [UInt64]

  /// Every place where `isFull`, else none.
  package init(capacity: Int, isFull: Bool) {
    self.capacity = capacity
    count = isFull ? capacity : 0
    words = Array(repeating: isFull ? .max : 0, count: (capacity + 63) / 64)
  }

  package func contains(_ place: Int) -> Bool {
    words[place / 64] & (1 << UInt64(place % 64)) != 0
  }

  package mutating func insert(_ place: Int) {
    guard !contains(place) else { return }
    words[place / 64] |= 1 << UInt64(place % 64)
    count += 1
  }

  package mutating func remove(_ place: Int) {
    guard contains(place) else { return }
    words[place / 64] &= ~(1 << UInt64(place % 64))
    count -= 1
  }
}
