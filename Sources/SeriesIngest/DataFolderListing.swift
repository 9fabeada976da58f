public import Customers
import PrintableText

/// What a data folder holds.
public struct DataFolderListing: Sendable {
  /// Sorted by bytes; a customer with both a `.csv` and a `.csv.gz` stands here once.
  public let customers: CustomerList
  /// Whether some customer has both.
  public let hasTwoFilesOfOne: Bool
  /// Entries that end in `.csv` or `.csv.gz` whose name is no valid ID: reported as failures.
  public let invalidNames: [InvalidFileName]
}

/// A file whose name gives no customer's ID.
public struct InvalidFileName: Hashable, Sendable {
  /// Printable.
  public let name: String
  public let error: CustomerIDError

  init(_ name: Span<UInt8>, _ error: CustomerIDError) {
    self.name = String(printable: name.indices.map { name[$0] })
    self.error = error
  }

  /// A stable word for reports.
  public var reason: String { "invalid_customer_id" }
}

extension InvalidFileName: CustomStringConvertible {
  public var description: String { "\(name): \(error)" }
}
