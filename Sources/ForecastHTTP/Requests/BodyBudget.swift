import Synchronization

/// How many bytes of requests' bodies may be in memory at one time, whoever sends them.
final class BodyBudget: Sendable {
  private let capacity: Int
  private let held = Atomic<Int>(0)

  init(bytes: Int) {
    capacity = bytes
  }

  /// Takes some; false where there is no room for them.
  func take(_ bytes: Int) -> Bool {
    guard held.add(bytes, ordering: .relaxed).newValue > capacity else { return true }
    giveBack(bytes)
    return false
  }

  func giveBack(_ bytes: Int) { held.subtract(bytes, ordering: .relaxed) }
}

/// How much a route reads of a body.
struct BodyLimit: Sendable {
  let maximumBytes: Int
  /// Each has room for it, or it is not read: of all routes together, and of some of them.
  let budgets: [BodyBudget]

  /// The same for a route whose bodies are small.
  func capped(at bytes: Int) -> BodyLimit {
    BodyLimit(maximumBytes: min(bytes, maximumBytes), budgets: budgets)
  }
}
