import Customers
import FileSystem

/// A folder with one `<customer>.csv` or `<customer>.csv.gz` a customer.
public struct DataFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Every customer of the folder, and the entries that can be no customer's file.
  ///
  /// Names alone are looked at, of which those with another ending are passed over: what is behind
  /// a name, a regular file or not, shows when it is read. Sub-folders are not entered.
  ///
  /// - Returns: At least one customer or invalid name.
  /// - Throws: Where there is no such folder, or nothing in it.
  public func list() throws(DataFolderError) -> DataFolderListing {
    var builder = CustomerList.Builder()
    var files = 0
    var invalidNames: [InvalidFileName] = []
    var otherEndings = OtherEndings()
    do {
      try Directory(path).forEachName { name in
        guard let length = Self.customerLength(name) else {
          if Self.customerLength(name, ignoringCase: true) != nil { otherEndings.add(name) }
          return
        }
        do throws(CustomerIDError) {
          try builder.append(bytes: name.extracting(0..<length))
          files += 1
        } catch {
          invalidNames.append(InvalidFileName(name, error))
        }
      }
    } catch {
      throw DataFolderError(error)
    }
    let customers = builder.build()
    let listing = DataFolderListing(
      customers: customers, hasTwoFilesOfOne: customers.count < files,
      invalidNames: invalidNames.sorted { $0.name < $1.name },
      otherEndings: otherEndings.files > 0 ? otherEndings : nil)
    guard !listing.customers.isEmpty || !invalidNames.isEmpty else {
      throw .empty(path: path, listing.otherEndings)
    }
    return listing
  }

  /// How many bytes of a file's name are its customer's ID; nil where the ending is another.
  private static func customerLength(_ name: Span<UInt8>, ignoringCase: Bool = false) -> Int? {
    for ending in [".csv", ".csv.gz"] as [StaticString] {
      let length = name.count - ending.utf8CodeUnitCount
      guard length >= 0 else { continue }
      let isEnding = ending.withUTF8Buffer { ending in
        ending.indices.allSatisfy {
          let byte = name[length + $0]
          let isUpper = ignoringCase && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
          return (isUpper ? byte | 0x20 : byte) == ending[$0]
        }
      }
      if isEnding { return length }
    }
    return nil
  }
}
