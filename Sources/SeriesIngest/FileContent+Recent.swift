import FileSystem

extension FileContent {
  /// The end of a file, from a little before a watermark on.
  struct RecentSource {
    /// The first bytes of the file, its first line among them.
    let head: [UInt8]
    /// The place in the file of the first of `bytes`.
    let firstByte: Int
    /// How many of `bytes` are the file's.
    let byteCount: Int
    let identity: FileIdentity
  }

  /// A first line of more bytes is read with the whole file.
  private static let headBytes = 4_096

  /// Reads a plain file from its watermark on.
  ///
  /// - Parameters:
  ///   - path: Of the plain file.
  ///   - offset: Of the watermark.
  ///   - digest: Of the bytes before it.
  /// - Returns: Nil where there is no plain file, or its bytes before the watermark are others, or
  ///   it changes at this moment: then it is to be read whole.
  /// - Throws: Where the file cannot be read.
  mutating func loadRecent(
    _ path: String, from offset: Int64, after digest: ContentDigest
  ) throws(IngestError) -> RecentSource? {
    forgetHugeBuffers()
    guard let file = try open(path), file.identity.sizeBytes > offset else { return nil }
    let firstByte = max(0, offset - Int64(WatermarkSource.digestedBytes))
    let head: [UInt8]
    let count: Int
    do throws(RegularFileError) {
      head = try file.readPrefix(Self.headBytes)
      try file.seek(to: firstByte)
      count = try file.read(into: &bytes, limit: maximumBytes, from: firstByte)
    } catch {
      throw IngestError(error)
    }
    afterRead()
    let place = Int(offset - firstByte)
    guard try Self.isUnchanged(file), count > place, head.contains(.newline),
      ContentDigest(of: bytes.span.extracting(0..<place).bytes) == digest
    else { return nil }
    return RecentSource(
      head: head, firstByte: Int(firstByte), byteCount: count, identity: file.identity)
  }
}
