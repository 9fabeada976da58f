public import Customers
public import FileSystem
import ModelArtifacts

/// Keeps archives that are about to be replaced.
///
/// What was saved is on its way to the disk after `flush`, and durable with the next sync of the
/// file system, which must come before the rename that replaces the archive.
public struct VersionPackWriter: Sendable {
  private let pack: VersionPack
  private let directory: String
  /// Not written yet.
  private var bytes: [UInt8] = []
  private var versions: [SavedVersion] = []
  private var lines: [UInt8] = []
  /// Of the pack's file; nil before the first flush.
  private var size: Int64?

  /// Nothing is made before there is something to keep.
  ///
  /// - Parameters:
  ///   - pack: Where to.
  ///   - directory: Of the archives.
  public init(_ pack: VersionPack, directory: String) {
    self.pack = pack
    self.directory = directory
  }

  /// Takes what stands under the customer's name now, or that nothing does.
  ///
  /// What no reader would accept as an archive (a link, a file beyond every limit) counts as nothing.
  ///
  /// - Parameter customer: Whose archive is about to be replaced.
  /// - Throws: Where what stands there cannot be read, or is a folder.
  public mutating func save(_ customer: CustomerID) throws(FileSystemError) {
    switch try StandingArchive.find(customer, in: directory) {
    case .archive(let archive): save(archive, of: customer)
    case .nothing: saveNothing(of: customer)
    case .folder(let path): throw .folderInTheWay(path: path)
    }
  }

  /// Takes down that nothing stands under the customer's name.
  public mutating func saveNothing(of customer: CustomerID) {
    versions.append(SavedVersion(customer: customer, content: nil))
  }

  /// Takes an archive that was read before.
  ///
  /// - Parameters:
  ///   - archive: What still stands under the customer's name.
  ///   - customer: Whose archive is about to be replaced.
  public mutating func save(_ archive: StandingArchive, of customer: CustomerID) {
    versions.append(
      SavedVersion(
        customer: customer,
        content: SavedContent(
          offset: Int64(bytes.count), length: archive.bytes.count, digest: archive.digest,
          version: archive.version, modifiedNanoseconds: archive.identity.modifiedNanoseconds)))
    bytes += archive.bytes
  }

  /// Makes the files, so that a disk that is full later has room for the first lines.
  ///
  /// - Throws: For instance of a full disk.
  public mutating func prepare() throws(FileSystemError) {
    if size == nil { size = try open() }
  }

  /// Writes what was saved since the last flush.
  ///
  /// - Throws: For instance of a full disk; what was not written then stays to be written.
  public mutating func flush() throws(FileSystemError) {
    guard !versions.isEmpty else { return }
    try prepare()
    let start = size ?? 0
    lines.removeAll(keepingCapacity: true)
    for version in versions { version.moved(by: start).appendLine(to: &lines) }
    // A call that fails may have written a part: the file is looked at again before the next one.
    size = nil
    if !bytes.isEmpty { try OutputFile(pack.path, from: .end).write(bytes) }
    try OutputFile(pack.indexPath, from: .end).write(lines)
    size = start + Int64(bytes.count)
    versions.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Makes the files ready to grow.
  ///
  /// - Returns: Where the next archive begins.
  private func open() throws(FileSystemError) -> Int64 {
    if try pack.isOfRun() {
      // A line that was cut short ends here.
      try OutputFile(pack.indexPath, from: .end).write([UInt8(ascii: "\n")])
    } else {
      try Directory(pack.folder).create()
      try OutputFile(pack.path, from: .empty).write([])
      try OutputFile(pack.indexPath, from: .empty).write(pack.header)
    }
    return try OutputFile(pack.path, from: .end).currentIdentity().sizeBytes
  }
}

extension SavedVersion {
  fileprivate func moved(by offset: Int64) -> SavedVersion {
    guard let content else { return self }
    return SavedVersion(
      customer: customer,
      content: SavedContent(
        offset: content.offset + offset, length: content.length, digest: content.digest,
        version: content.version, modifiedNanoseconds: content.modifiedNanoseconds))
  }
}
