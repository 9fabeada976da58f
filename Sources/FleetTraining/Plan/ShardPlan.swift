/// Which worker gets which places next.
///
/// The places are dealt round-robin: place *p* belongs to the share of worker *p* mod *n*. A
/// worker whose share is used up takes over from the longest remaining one. Nothing is stored for
/// a place but its bit in the set of pending ones, and where they have an order of their own, that.
package struct ShardPlan: Sendable {
  private let pending: PlaceSet
  /// Of the pending places; empty where it is that of their numbers.
  private let order: [UInt32]
  private var shares: [Share]
  /// Taken by workers that died before they reported them; dealt before anything else, the last
  /// first: neighbours of a customer that killed its worker may do the same, and a worker that
  /// first gets others done is not taken for one that can do nothing.
  private var returned: [Int] = []
  /// Pending places that nobody has in hand now.
  package private(set) var remaining: Int

  private struct Share {
    var next: Int
    var remaining: Int
  }

  /// - Parameters:
  ///   - pending: The places to deal; the others are done already.
  ///   - order: All of them in the order in which they are dealt; empty where that is by number.
  ///   - workers: At least 1.
  package init(pending: PlaceSet, order: [UInt32] = [], workers: Int) {
    precondition(workers >= 1)
    precondition(order.isEmpty || order.count == pending.count)
    self.pending = pending
    self.order = order
    remaining = pending.count
    shares = (0..<workers).map { Share(next: $0, remaining: 0) }
    for turn in 0..<(order.isEmpty ? pending.capacity : order.count) where place(at: turn) != nil {
      shares[turn % workers].remaining += 1
    }
  }

  /// The pending place whose turn it is; nil where that one is not pending.
  private func place(at turn: Int) -> Int? {
    guard order.isEmpty else { return Int(order[turn]) }
    return pending.contains(turn) ? turn : nil
  }

  /// Deals at most `limit` places to `worker`; nothing where none are left.
  package mutating func take(for worker: Int, limit: Int) -> [Int] {
    let fromReturned = Array(returned.suffix(limit).reversed())
    returned.removeLast(fromReturned.count)
    remaining -= fromReturned.count
    guard fromReturned.isEmpty else { return fromReturned }
    return takeFromShare(shares[worker].remaining > 0 ? worker : longestShare, limit: limit)
  }

  /// Takes back what a dead worker leaves undone.
  package mutating func giveBack(_ places: some Collection<Int>) {
    returned.append(contentsOf: places)
    remaining += places.count
  }

  private var longestShare: Int {
    shares.indices.max { shares[$0].remaining < shares[$1].remaining } ?? 0
  }

  private mutating func takeFromShare(_ share: Int, limit: Int) -> [Int] {
    let count = min(limit, shares[share].remaining)
    var places: [Int] = []
    places.reserveCapacity(count)
    while places.count < count {
      let turn = shares[share].next
      shares[share].next += shares.count
      if let place = place(at: turn) { places.append(place) }
    }
    shares[share].remaining -= count
    remaining -= count
    return places
  }
}
