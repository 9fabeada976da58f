import Customers

/// Names in the order of their bytes, a million of them as easily as a few.
///
/// In one sorted array every name that comes or goes would move all that are behind it. Here they stand
/// in pieces of a few hundred.
struct SortedNames: Sendable {
  private static let largestPiece = 512

  /// None is empty.
  private var pieces: [[CustomerID]] = []
  private(set) var count = 0

  /// Puts in a name that is not there.
  mutating func insert(_ name: CustomerID) {
    count += 1
    guard !pieces.isEmpty else { return pieces.append([name]) }
    let piece = piece(of: name)
    pieces[piece].insert(name, at: Self.place(of: name, in: pieces[piece]))
    guard pieces[piece].count > Self.largestPiece else { return }
    let half = Self.largestPiece / 2
    pieces.insert(Array(pieces[piece][half...]), at: piece + 1)
    pieces[piece].removeSubrange(half...)
  }

  /// Takes out a name that is there.
  mutating func remove(_ name: CustomerID) {
    count -= 1
    let piece = piece(of: name)
    pieces[piece].remove(at: Self.place(of: name, in: pieces[piece]))
    if pieces[piece].isEmpty { pieces.remove(at: piece) }
  }

  /// The first names after one, whether that is there or not; after none, from the beginning.
  func names(after last: CustomerID?, limit: Int) -> [CustomerID] {
    guard !pieces.isEmpty else { return [] }
    var names: [CustomerID] = []
    for piece in pieces[(last.map { piece(of: $0) } ?? 0)...] {
      let start = last.map { Self.place(of: $0, in: piece) } ?? 0
      let isThere = start < piece.count && piece[start] == last
      names += piece[(isThere ? start + 1 : start)...].prefix(limit - names.count)
      guard names.count < limit else { break }
    }
    return names
  }

  /// The last piece that does not begin behind the name, else the first.
  private func piece(of name: CustomerID) -> Int {
    max(0, Self.place(in: pieces) { $0[0] <= name } - 1)
  }

  /// Where the name stands in a piece, or would stand.
  private static func place(of name: CustomerID, in piece: [CustomerID]) -> Int {
    place(in: piece) { $0 < name }
  }

  /// How many elements come first of which the condition is true; of those behind it is false.
  private static func place<Element>(
    in elements: [Element], _ isBefore: (Element) -> Bool
  ) -> Int {
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = low + (high - low) / 2
      if isBefore(elements[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
