import Glibc

/// A file open for writing.
public struct OutputFile: ~Copyable {
  public enum Start: Sendable {
    /// What was there before goes.
    case empty
    /// Behind what is there.
    case end
  }

  public let path: String
  private let descriptor: Descriptor

  /// Opens a file, which is created where it is missing.
  public init(_ path: String, from start: Start) throws(FileSystemError) {
    let flags = O_WRONLY | O_CREAT | (start == .empty ? O_TRUNC : O_APPEND)
    descriptor = try Descriptor(opening: path, flags: flags, as: .create)
    self.path = path
  }

  public func write(_ bytes: [UInt8]) throws(FileSystemError) {
    try descriptor.writeAll(bytes, path: path)
  }

  /// Makes the content durable, not the name.
  public func sync() throws(FileSystemError) {
    try descriptor.sync(path: path)
  }
}
