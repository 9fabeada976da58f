/// When the models in memory were last used, to a second: how many of them in which.
///
/// A model that is used is looked at once in the cache's freshness, so that a use costs nothing here.
struct LastUses: Sendable {
  typealias Instant = ContinuousClock.Instant

  private let origin = Instant.now
  private var counts: [Int64: Int] = [:]

  /// A model was used, for the first time or after `last`.
  mutating func note(_ instant: Instant, after last: Instant? = nil) {
    if let last { forget(last) }
    counts[second(of: instant), default: 0] += 1
  }

  /// A model that was last used then is dropped.
  mutating func forget(_ instant: Instant) {
    let second = second(of: instant)
    let left = (counts[second] ?? 0) - 1
    counts[second] = left > 0 ? left : nil
  }

  /// The last use of the model that nobody has used for the longest; nil where there are none.
  ///
  /// - Complexity: O(seconds in which a model was used for the last time).
  var oldest: Instant? { counts.keys.min().map { origin + .seconds($0) } }

  private func second(of instant: Instant) -> Int64 {
    let time = origin.duration(to: instant).components
    // Rounded down, also before the origin.
    return time.attoseconds < 0 ? time.seconds - 1 : time.seconds
  }
}
