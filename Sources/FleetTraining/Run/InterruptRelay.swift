import Synchronization

/// Passes interrupts on, and remembers for those who only look now and then that there was one.
final class InterruptRelay: Sendable {
  /// Every interrupt, for the one who listens.
  let interrupts: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let seen = Atomic(false)

  init() {
    (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  }

  var isInterrupted: Bool { seen.load(ordering: .relaxed) }

  func pass(_ source: AsyncStream<Void>) async {
    for await _ in source {
      seen.store(true, ordering: .relaxed)
      continuation.yield()
    }
  }
}
