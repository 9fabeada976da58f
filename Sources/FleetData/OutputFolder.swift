import FileSystem
import PrintableText

/// The folder that customers' files are written to.
struct OutputFolder {
  let directory: Directory

  init(_ path: String) { directory = Directory(path) }

  /// Creates the folder where it is missing.
  ///
  /// - Parameter force: Whether customers may be in it, as those of the same names are replaced.
  /// - Throws: `folderInUse` where there are; other files are nobody's concern.
  func prepare(force: Bool) throws(FleetDataError) {
    try FleetDataError.catching { () throws(FileSystemError) in try directory.create() }
    if force { return }
    var example: String?
    _ = try FleetDataError.catching { () throws(FileSystemError) in
      try directory.containsName { name in
        guard Self.isCustomerFile(name) else { return false }
        example = String(printable: name.indices.map { name[$0] }, limit: 60)
        return true
      }
    }
    if let example { throw .folderInUse(path: directory.path, example: example) }
  }

  private static func isCustomerFile(_ name: Span<UInt8>) -> Bool {
    [".csv", ".csv.gz"].contains { ending in
      let ending = Array(ending.utf8)
      let start = name.count - ending.count
      return start >= 0 && ending.indices.allSatisfy { name[start + $0] == ending[$0] }
    }
  }
}
