import Glibc

/// A regular file open for reading: nothing that could block, and no folder.
public struct RegularFile: ~Copyable {
  public let path: String
  /// As it was when the file was opened.
  public let identity: FileIdentity
  /// Whether its group, or everybody, may write it.
  public let isWritableByOthers: Bool
  private let descriptor: Descriptor

  /// Opens without blocking and checks what was opened.
  ///
  /// - Parameters:
  ///   - path: Links in its folders are always followed.
  ///   - followingLink: Whether a symbolic link at its end is followed or refused.
  /// - Throws: `missing` also for a link to nothing that is followed.
  public init(opening path: String, followingLink: Bool = true) throws(RegularFileError) {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (followingLink ? 0 : O_NOFOLLOW)
    let descriptor = try RegularFileError.catching { () throws(FileSystemError) in
      try Descriptor(opening: path, flags: flags)
    }
    let status = try RegularFileError.catching { () throws(FileSystemError) in
      try descriptor.status(path: path)
    }
    guard status.kind == .regular else { throw .notRegular(path: path, kind: status.kind) }
    self.path = path
    self.identity = status.identity
    self.isWritableByOthers = status.isWritableByOthers
    self.descriptor = descriptor
  }

  /// The identity of the file at `path` without opening it; a symbolic link is none.
  public static func identity(at path: String) throws(RegularFileError) -> FileIdentity {
    let status = try RegularFileError.catching { () throws(FileSystemError) in
      try FileStatus(path: path, followingLink: false)
    }
    guard status.kind == .regular else { throw .notRegular(path: path, kind: status.kind) }
    return status.identity
  }

  /// All bytes that the file had when it was opened, fewer where it has shrunk since.
  ///
  /// - Parameter limit: The most bytes to accept.
  /// - Returns: Exactly the bytes, in memory of just that size.
  /// - Throws: `tooLarge` where the file has more than `limit` bytes.
  public func readWhole(limit: Int64) throws(RegularFileError) -> [UInt8] {
    try checkSize(limit)
    return try RegularFileError.catching { () throws(FileSystemError) in
      try descriptor.readAll(count: Int(identity.sizeBytes), path: path)
    }
  }

  /// A part of the file.
  ///
  /// - Parameters:
  ///   - offset: Of its first byte.
  ///   - count: Of its bytes.
  /// - Returns: Fewer bytes where the file ends before.
  /// - Throws: What the system says of the file.
  public func read(at offset: Int64, count: Int) throws(RegularFileError) -> [UInt8] {
    try RegularFileError.catching { () throws(FileSystemError) in
      try descriptor.readAll(count: count, at: offset, path: path)
    }
  }

  /// The first bytes, fewer where the file has fewer.
  public func readPrefix(_ count: Int) throws(RegularFileError) -> [UInt8] {
    try read(at: 0, count: count)
  }

  /// Lets the next read begin at a byte.
  public func seek(to offset: Int64) throws(RegularFileError) {
    try RegularFileError.catching { () throws(FileSystemError) in
      try descriptor.seek(to: offset, path: path)
    }
  }

  private func checkSize(_ limit: Int64) throws(RegularFileError) {
    guard identity.sizeBytes <= limit else {
      throw .tooLarge(path: path, sizeBytes: identity.sizeBytes, limitBytes: limit)
    }
  }

  /// As it is now.
  public func currentIdentity() throws(FileSystemError) -> FileIdentity {
    try descriptor.status(path: path).identity
  }

  /// Reads from where the last read ended to the end of the file: one call where the size is known.
  ///
  /// - Parameters:
  ///   - buffer: Grown where it is too small, never shrunk; what lies behind the bytes read is
  ///     undefined.
  ///   - limit: The most bytes to accept.
  ///   - offset: Where the last read ended, or `seek(to:)` went.
  /// - Returns: How many bytes of `buffer` hold the file.
  /// - Throws: `tooLarge` where the file has more than `limit` bytes.
  public func read(
    into buffer: inout [UInt8], limit: Int64, from offset: Int64 = 0
  ) throws(RegularFileError) -> Int {
    try checkSize(limit)
    let expected = max(0, Int(identity.sizeBytes - offset))
    // Room for one byte more shows in the same call that the file has ended.
    buffer.grow(toHold: expected + 1, keeping: 0)
    var total = 0
    while true {
      let count = try RegularFileError.catching { () throws(FileSystemError) in
        try descriptor.read(into: &buffer, from: total, path: path)
      }
      total += count
      guard total <= limit else {
        throw .tooLarge(path: path, sizeBytes: Int64(total), limitBytes: limit)
      }
      if count == 0 || total == expected && total < buffer.count { return total }
      if total == buffer.count { buffer.grow(toHold: 2 * total, keeping: total) }
    }
  }
}
