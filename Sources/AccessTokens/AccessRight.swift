/// What a token may allow.
public enum AccessRight: String, Hashable, Sendable, CaseIterable {
  /// Forecasts of customers, and what is known of their models.
  case read
  /// Actuals of customers.
  case write
  /// The server's metrics, which name no customer.
  case metrics
  /// All of the others, and the management of models.
  case admin

  /// Whether it is about some customers or about the server.
  public var isOfCustomers: Bool { self == .read || self == .write }
}
