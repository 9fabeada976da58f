public import Customers

/// What waits of one customer: of each time the value that came last.
public struct WaitingActuals: Hashable, Sendable {
  /// One value, and when it came.
  public struct Row: Hashable, Sendable {
    /// Seconds since 1970-01-01.
    public let timestamp: Int64
    /// Finite.
    public let value: Double
    /// In seconds since 1970-01-01 UTC; of what was sent again the last time.
    public let receivedSeconds: Int64

    public init(timestamp: Int64, value: Double, receivedSeconds: Int64) {
      self.timestamp = timestamp
      self.value = value
      self.receivedSeconds = receivedSeconds
    }
  }

  public let customer: CustomerID
  /// By time, at least one.
  public let rows: [Row]
}

extension WaitingActuals {
  /// The same one by one.
  public var actuals: [Actual] {
    rows.map { Actual(customer: customer, timestamp: $0.timestamp, value: $0.value) }
  }
}
