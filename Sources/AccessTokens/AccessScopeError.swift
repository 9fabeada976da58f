public import Customers
import PrintableText

/// Why a text is no scope.
public enum AccessScopeError: Error, Hashable {
  case unknownRight(String)
  case customersMissing(AccessRight)
  /// A right that is about the server, with a pattern of customers.
  case notOfCustomers(AccessRight)
  case badCustomers(CustomerGlobError)
}

extension AccessScopeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownRight(let text):
      "'\(text.printable)' is no scope, expected one such as read:*, read:north-*, write:*, metrics"
        + " or admin"
    case .customersMissing(let right):
      "'\(right.rawValue)' needs to know of whom: \(right.rawValue):* is every customer"
    case .notOfCustomers(let right):
      "'\(right.rawValue)' is about the whole server: leave the customers out"
    case .badCustomers(let error): "\(error)"
    }
  }
}
