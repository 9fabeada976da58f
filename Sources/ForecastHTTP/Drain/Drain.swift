import Synchronization

/// Whether the server is about to end, and what that cost.
final class Drain: Sendable {
  /// How long requests that were begun may take to end.
  let timeout: Duration
  private let begun = Atomic(false)
  private let cut = Atomic(0)

  init(timeout: Duration) {
    self.timeout = timeout
  }

  var hasBegun: Bool { begun.load(ordering: .relaxed) }
  /// How many connections were closed in the middle of an answer.
  var cutConnections: Int { cut.load(ordering: .relaxed) }

  func begin() { begun.store(true, ordering: .relaxed) }

  func countCutConnection() { cut.add(1, ordering: .relaxed) }
}
