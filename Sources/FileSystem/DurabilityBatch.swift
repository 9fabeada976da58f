/// Files that become durable together: written under temporary names, synced, renamed, synced.
///
/// `stage` writes; `publish` syncs the file system, then renames everything staged; the renames are
/// durable after the next `publish` (which syncs first) or `settle`. What was staged and not
/// published is removed where this value ends; what a killed process leaves is removed by
/// `removeLeftovers`.
public struct DurabilityBatch: ~Copyable {
  private struct StagedFile {
    let name: String
    let temporaryPath: String
  }

  private let directory: Directory
  private let temporaryDirectory: Directory
  // Open from before the first write, because `syncfs` reports the failed write-backs since then.
  private let fileSystem: Descriptor
  private var temporaryNames = TemporaryName()
  private var staged: [StagedFile] = []

  /// Creates the temporary directory where it is missing.
  ///
  /// - Parameters:
  ///   - directory: Where the files end up; must exist.
  ///   - temporaryDirectory: On the same file system; may be shared, as the names in it are unique.
  /// - Throws: Where the temporary directory cannot be created or opened.
  public init(directory: String, temporaryDirectory: String) throws(FileSystemError) {
    self.directory = Directory(directory)
    self.temporaryDirectory = Directory(temporaryDirectory)
    try self.temporaryDirectory.create()
    fileSystem = try self.temporaryDirectory.opened(for: .sync)
  }

  deinit {
    for file in staged { Directory.removeQuietly(file.temporaryPath) }
  }

  /// Writes `bytes` to a temporary file that `publish` will rename to `name`.
  ///
  /// - Parameters:
  ///   - bytes: All of the file's content.
  ///   - name: In the directory; of several files under one name the last staged stands.
  /// - Throws: For instance of a full disk; no temporary file is left of these bytes then.
  public mutating func stage(_ bytes: [UInt8], as name: String) throws(FileSystemError) {
    let path = temporaryDirectory.path(of: temporaryNames.next())
    try NewFile.write(bytes, path: path, durable: false)
    staged.append(StagedFile(name: name, temporaryPath: path))
  }

  /// One sync, then every rename; what an earlier `publish` renamed is durable afterwards.
  ///
  /// - Returns: What was renamed, in the order it was staged.
  /// - Throws: The first failure. What was renamed before it stays so; the rest is still staged.
  public mutating func publish() throws(FileSystemError) -> [PublishedFile] {
    try settle()
    var published: [PublishedFile] = []
    published.reserveCapacity(staged.count)
    var renamed = 0
    defer { staged.removeFirst(renamed) }
    for file in staged {
      let path = directory.path(of: file.name)
      try Directory.rename(file.temporaryPath, to: path)
      renamed += 1
      published.append(PublishedFile(name: file.name, identity: try FileIdentity(path: path)))
    }
    return published
  }

  /// One sync: everything published is durable afterwards.
  public mutating func settle() throws(FileSystemError) {
    try fileSystem.syncFileSystem(path: temporaryDirectory.path)
  }

  /// Removes the temporary files of processes that were killed.
  ///
  /// - Parameter temporaryDirectory: One that no living process writes to; may be missing.
  /// - Returns: How many there were.
  /// - Throws: What the system says of the folder, or of the first file that stays.
  @discardableResult
  public static func removeLeftovers(in temporaryDirectory: String) throws(FileSystemError) -> Int {
    do throws(FileSystemError) {
      return try Directory(temporaryDirectory).removeFiles(where: TemporaryName.isTemporary)
    } catch  where error.isMissing {
      return 0
    }
  }
}
