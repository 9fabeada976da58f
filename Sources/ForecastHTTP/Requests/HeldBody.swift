import HTTPTypes
import NIOCore
import Synchronization

/// A body that is being read or was, which counts in its budgets while it is in memory.
struct HeldBody: Sendable {
  private var bytes: [UInt8] = []
  private let limit: BodyLimit
  private let reservation: BodyReservation

  /// A body of which nothing has come yet.
  ///
  /// - Parameters:
  ///   - limit: Of the route.
  ///   - announced: How long the client says that it will be; room for it is taken at once.
  /// - Throws: The problem that it is too much, of this body or of all together.
  init(_ limit: BodyLimit, announced: Int?) throws(Problem) {
    self.limit = limit
    reservation = BodyReservation(limit.budgets)
    guard let announced else { return }
    try reserve(announced)
    bytes.reserveCapacity(announced)
  }

  var count: Int { bytes.count }

  /// Adds what has come.
  ///
  /// - Parameter part: What follows.
  /// - Throws: The problem that it is too much, of this body or of all together.
  mutating func append(_ part: ByteBuffer) throws(Problem) {
    try reserve(bytes.count + part.readableBytes)
    bytes += part.readableBytesView
  }

  /// Lets `work` read the bytes, which count until it has ended.
  func withBytes<Value, Failure: Error>(
    _ work: ([UInt8]) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    defer { withExtendedLifetime(reservation) {} }
    return try work(bytes)
  }

  /// Holds nothing but these bytes from now on; the rest of the budgets is others' again.
  mutating func keep(_ kept: [UInt8]) {
    bytes = kept
    reservation.shrink(to: kept.count)
  }

  private func reserve(_ total: Int) throws(Problem) {
    guard total <= limit.maximumBytes else { throw .bodyTooLarge(limit.maximumBytes) }
    guard reservation.grow(to: total) else {
      throw Problem(
        kind: .overloaded, detail: "too many bodies are being read; try again in a second",
        headers: [.retryAfter: "1"])
    }
  }
}

/// What one body has taken of its budgets; it ends with its last owner.
private final class BodyReservation: Sendable {
  private let budgets: [BodyBudget]
  private let held = Mutex(0)

  init(_ budgets: [BodyBudget]) {
    self.budgets = budgets
  }

  deinit {
    let bytes = held.withLock(\.self)
    for budget in budgets { budget.giveBack(bytes) }
  }

  /// Takes what is missing, of all budgets or of none.
  func grow(to total: Int) -> Bool {
    held.withLock { held in
      let more = total - held
      guard more > 0 else { return true }
      for (index, budget) in budgets.enumerated() where !budget.take(more) {
        for taken in budgets[..<index] { taken.giveBack(more) }
        return false
      }
      held = total
      return true
    }
  }

  func shrink(to total: Int) {
    held.withLock { held in
      guard total < held else { return }
      for budget in budgets { budget.giveBack(held - total) }
      held = total
    }
  }
}
