public import Customers

/// One right, and of whose customers: `read:north-*`, `write:*`, `metrics`, `admin`.
public struct AccessScope: Hashable, Sendable {
  public let right: AccessRight
  /// Every customer where the right is about the server.
  public let customers: CustomerGlob

  /// Reads a scope.
  ///
  /// - Parameter text: A right, and for `read` and `write` a colon and a pattern of customers.
  /// - Throws: What is wrong with it.
  public init(_ text: String) throws(AccessScopeError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let right = parts.first.flatMap({ AccessRight(rawValue: String($0)) }) else {
      throw .unknownRight(text)
    }
    guard parts.count == 2 else {
      guard !right.isOfCustomers else { throw .customersMissing(right) }
      self.right = right
      customers = .all
      return
    }
    guard right.isOfCustomers else { throw .notOfCustomers(right) }
    self.right = right
    do throws(CustomerGlobError) {
      customers = try CustomerGlob(String(parts[1]))
    } catch {
      throw .badCustomers(error)
    }
  }

  /// Whether it allows to do what `right` says, with whichever customers.
  public func includes(_ right: AccessRight) -> Bool {
    self.right == right || self.right == .admin
  }

  /// Whether it allows to do what `right` says with this customer.
  public func includes(_ right: AccessRight, of customer: CustomerID) -> Bool {
    includes(right) && customers.matches(customer)
  }
}

extension AccessScope: CustomStringConvertible {
  /// As it is read.
  public var description: String {
    right.isOfCustomers ? "\(right.rawValue):\(customers)" : right.rawValue
  }
}
