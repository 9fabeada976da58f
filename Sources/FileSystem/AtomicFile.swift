/// A file written piece by piece that appears under its name when it is whole and durable.
///
/// Until `commit` what had the name before stays; without it nothing is left of the new file. For
/// many files at once use `DurabilityBatch`, which syncs once for all.
public struct AtomicFile: ~Copyable {
  private let name: String
  private let directory: Directory
  private let temporary: String
  private let output: OutputFile

  /// Creates the temporary file.
  ///
  /// - Parameters:
  ///   - path: Of the file; its folder must exist.
  ///   - isPrivate: Whether the file is for its owner alone, whatever was there before.
  /// - Throws: What the system says.
  public init(_ path: String, isPrivate: Bool = false) throws(FileSystemError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    name = String(parts.last ?? "")
    let folder = parts.dropLast().joined(separator: "/")
    directory = Directory(parts.count == 1 ? "." : folder.isEmpty ? "/" : folder)
    var names = TemporaryName()
    temporary = directory.path(of: "." + names.next())
    output = try OutputFile(temporary, from: .empty, isPrivate: isPrivate)
  }

  public func write(_ bytes: [UInt8]) throws(FileSystemError) {
    try output.write(bytes)
  }

  /// Syncs the file, renames it and syncs its folder.
  public func commit() throws(FileSystemError) {
    try output.sync()
    try Directory.rename(temporary, to: directory.path(of: name))
    try directory.sync()
  }

  deinit {
    // After a commit nothing has this name any more.
    Directory.removeQuietly(temporary)
  }
}
