/// What `fstat` tells of a file's content without reading it.
public struct FileIdentity: Hashable, Sendable {
  public let sizeBytes: Int64
  public let modifiedNanoseconds: Int64
  public let inode: UInt64

  public init(sizeBytes: Int64, modifiedNanoseconds: Int64, inode: UInt64) {
    self.sizeBytes = sizeBytes
    self.modifiedNanoseconds = modifiedNanoseconds
    self.inode = inode
  }

  /// Of the file at `path`, symbolic links followed; one `stat`, whatever kind of file it is.
  public init(path: String) throws(FileSystemError) {
    self = try FileStatus(path: path).identity
  }
}
