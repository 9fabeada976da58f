public import Customers
public import FileSystem

extension PreviousVersions {
  /// Forgets every version of customers: their bytes are overwritten with zeros, then the indexes
  /// are written anew without them.
  ///
  /// Nobody may write to the packs meanwhile. Killed in between it leaves versions that cannot be
  /// restored, which the same call removes.
  ///
  /// - Parameter customers: Whose.
  /// - Returns: Those of whom there was a version.
  /// - Throws: What the system says of a file.
  /// - Complexity: Reads every index.
  @discardableResult
  public func forget(_ customers: Set<CustomerID>) throws(FileSystemError) -> Set<CustomerID> {
    var forgotten: Set<CustomerID> = []
    for run in try runs() {
      for stem in try stems(ofRun: run) {
        try VersionPack(existing: stem)?.forget(customers, &forgotten)
      }
    }
    return forgotten
  }
}

extension VersionPack {
  fileprivate func forget(
    _ customers: Set<CustomerID>, _ forgotten: inout Set<CustomerID>
  ) throws(FileSystemError) {
    var kept = header
    var contents: [SavedContent] = []
    var found: Set<CustomerID> = []
    try forEachVersion { version in
      guard customers.contains(version.customer) else { return version.appendLine(to: &kept) }
      found.insert(version.customer)
      if let content = version.content { contents.append(content) }
    }
    guard !found.isEmpty else { return }
    try erase(contents)
    let index = try AtomicFile(indexPath)
    try index.write(kept)
    try index.commit()
    forgotten.formUnion(found)
  }

  private func erase(_ contents: [SavedContent]) throws(FileSystemError) {
    guard !contents.isEmpty else { return }
    let file = try OutputFile(path, from: .existing)
    let size = try file.currentIdentity().sizeBytes
    for content in contents where content.offset + Int64(content.length) <= size {
      try file.overwrite([UInt8](repeating: 0, count: content.length), at: content.offset)
    }
    try file.sync()
  }
}
