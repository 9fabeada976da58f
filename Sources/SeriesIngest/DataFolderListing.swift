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
  /// Files that are passed over although they look like customers'; nil where there is none.
  public let otherEndings: OtherEndings?
}

/// Files such as `SHOP.CSV`: the endings are `.csv` and `.csv.gz`, in lower case.
public struct OtherEndings: Hashable, Sendable {
  public private(set) var files = 0
  /// The first few that were met, printable.
  public private(set) var examples: [String] = []

  mutating func add(_ name: Span<UInt8>) {
    files += 1
    if examples.count < 3 { examples.append(String(printable: name.indices.map { name[$0] })) }
  }
}

extension OtherEndings: CustomStringConvertible {
  public var description: String {
    "\(files == 1 ? "1 file is" : "\(files) files are") passed over, as the ending is not in lower case"
      + " (\(examples.listed(of: files))): rename to .csv or .csv.gz"
  }
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
