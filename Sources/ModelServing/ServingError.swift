public import Customers
public import ModelArtifacts

/// Why a customer's model cannot be served.
public enum ServingError: Error, Hashable {
  /// No archive stands under this customer's name.
  case unknownCustomer(CustomerID)
  /// An archive stands there, but it cannot be read.
  case artifact(ArtifactError)
  /// So many models wait to be read that one more would wait too long.
  case overloaded(queuedLoads: Int)
  /// The caller was cancelled while it waited, or waited too long; the load goes on for the others.
  case cancelled

  /// Stable, for reports and metrics.
  public var reason: String {
    switch self {
    case .unknownCustomer: "unknown_customer"
    case .artifact(let error): error.reason
    case .overloaded: "overloaded"
    case .cancelled: "cancelled"
    }
  }
}

extension ServingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownCustomer(let customer):
      "there is no model of customer '\(customer)'; train it, or check the ID"
    case .artifact(let error): error.description
    case .overloaded(let queued): "\(queued) models wait to be read already; try again in a moment"
    case .cancelled: "the request was cancelled"
    }
  }
}
