public import Customers
public import FileSystem

/// A folder of archives, `<customer>.tar.gz`.
public struct ArchiveFolder: Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// Everybody whose archive stands there; a name that is no customer's is no archive of ours.
  ///
  /// - Throws: Where the folder cannot be listed.
  public func customers() throws(FileSystemError) -> CustomerList {
    let ending = Array(CustomerID.archiveEnding.utf8)
    var builder = CustomerList.Builder()
    try Directory(path).forEachName { name in
      let length = name.count - ending.count
      guard length > 0, ending.indices.allSatisfy({ name[length + $0] == ending[$0] }) else {
        return
      }
      try? builder.append(bytes: name.extracting(..<length))
    }
    return builder.build()
  }
}
