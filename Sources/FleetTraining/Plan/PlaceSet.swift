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

  /// The places that are in another set of the same capacity, too.
  package func intersection(_ other: PlaceSet) -> PlaceSet {
    var common = self
    common.count = 0
    for index in words.indices {
      common.words[index] &= other.words[index]
      common.count += common.words[index].nonzeroBitCount
    }
    return common
  }

  /// Takes all places of another set of the same capacity out.
  package mutating func remove(_ other: PlaceSet) {
    count -= intersection(other).count
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  package mutating func remove(_ place: Int) {
    guard contains(place) else { return }
    words[place / 64] &= ~(1 << UInt64(place % 64))
    count -= 1
  }
}
