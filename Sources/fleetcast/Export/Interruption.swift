import Synchronization

/// Whether an interrupt has come, for work that looks now and then.
final class Interruption: Sendable {
  private let flag = Atomic(false)

  var hasHappened: Bool { flag.load(ordering: .relaxed) }

  func happen() { flag.store(true, ordering: .relaxed) }
}
