import Glibc

/// A file open for writing.
public struct OutputFile: ~Copyable {
  public enum Start: Sendable {
    /// What was there before goes.
    case empty
    /// Behind what is there.
    case end
    /// What is there stays, but for what `overwrite` says.
    case existing
  }

  public let path: String
  private let descriptor: Descriptor

  /// Opens a file, which is created where it is missing, unless `start` is `existing`.
  ///
  /// - Parameters:
  ///   - path: Of the file.
  ///   - start: Where writing begins.
  ///   - isPrivate: Whether a file that is created is for its owner alone.
  /// - Throws: What the system says.
  public init(
    _ path: String, from start: Start, isPrivate: Bool = false
  ) throws(FileSystemError) {
    let flags =
      switch start {
      case .empty: O_CREAT | O_TRUNC
      case .end: O_CREAT | O_APPEND
      case .existing: Int32(0)
      }
    descriptor = try Descriptor(
      opening: path, flags: O_WRONLY | flags, as: .create, permissions: isPrivate ? 0o600 : 0o666)
    self.path = path
  }

  public func write(_ bytes: [UInt8]) throws(FileSystemError) {
    try descriptor.writeAll(bytes, path: path)
  }

  /// Writes over the bytes from `offset` on, in a file opened as `existing`.
  public func overwrite(_ bytes: [UInt8], at offset: Int64) throws(FileSystemError) {
    try descriptor.writeAll(bytes, at: offset, path: path)
  }

  /// Cuts off what lies behind so many bytes.
  public func truncate(toBytes count: Int64) throws(FileSystemError) {
    try descriptor.truncate(to: count, path: path)
  }

  /// As it is now.
  public func currentIdentity() throws(FileSystemError) -> FileIdentity {
    try descriptor.status(path: path).identity
  }

  /// Makes the content durable, not the name.
  public func sync() throws(FileSystemError) {
    try descriptor.sync(path: path)
  }
}
