public import Customers

/// One value that is known of a customer ahead of its file.
public struct Actual: Hashable, Sendable {
  public let customer: CustomerID
  /// Seconds since 1970-01-01.
  public let timestamp: Int64
  /// Finite.
  public let value: Double

  public init(customer: CustomerID, timestamp: Int64, value: Double) {
    precondition(value.isFinite)
    self.customer = customer
    self.timestamp = timestamp
    self.value = value
  }
}
