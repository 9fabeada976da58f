import HTTPTypes
import NIOCore
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
  /// Of all routes together.
  let budget: BodyBudget
}

/// A body that is being read or was, which counts in its budget while it is in memory.
struct HeldBody: Sendable {
  private(set) var bytes: [UInt8] = []
  private let limit: BodyLimit
  private let reservation: BodyReservation

  init(_ limit: BodyLimit) {
    self.limit = limit
    reservation = BodyReservation(limit.budget)
  }

  /// Adds what has come.
  ///
  /// - Parameter part: What follows.
  /// - Throws: The problem that it is too much, of this body or of all together.
  mutating func append(_ part: ByteBuffer) throws(Problem) {
    guard bytes.count + part.readableBytes <= limit.maximumBytes else {
      throw .bodyTooLarge(limit.maximumBytes)
    }
    guard reservation.grow(by: part.readableBytes) else {
      throw Problem(
        kind: .overloaded, detail: "too many bodies are being read; try again in a second",
        headers: [.retryAfter: "1"])
    }
    bytes += part.readableBytesView
  }
}

/// What one body has taken of the budget; it ends with its last owner.
private final class BodyReservation: Sendable {
  private let budget: BodyBudget
  private let held = Atomic<Int>(0)

  init(_ budget: BodyBudget) {
    self.budget = budget
  }

  deinit { budget.giveBack(held.load(ordering: .relaxed)) }

  func grow(by bytes: Int) -> Bool {
    guard budget.take(bytes) else { return false }
    held.add(bytes, ordering: .relaxed)
    return true
  }
}
