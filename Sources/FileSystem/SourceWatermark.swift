/// How far a file was absorbed.
///
/// Three digests say what has changed since: that of the bytes just before it, that of all bytes
/// from it on, and one of all rows before it, whatever bytes they are written in.
public struct SourceWatermark: Hashable, Sendable {
  /// Where the first line begins that is not absorbed; nil where the rows before a time are no
  /// prefix of the bytes, as in a file that is gzipped or not in time order.
  public let byteOffset: Int64?
  /// Of the bytes just before `byteOffset`, at most 4,096 of them.
  public let digestBefore: ContentDigest
  /// Of the row at `byteOffset`, seconds since 1970-01-01.
  public let timestamp: Int64
  /// Of the bytes from `byteOffset` to the file's end, and of all rows and the first line.
  public let content: Content?

  /// What tells a file that was touched from one that has changed.
  public struct Content: Hashable, Sendable {
    /// Of the bytes from the watermark to the end of the file.
    public let digestAfter: ContentDigest
    /// Of the times and values of all rows before the watermark: the sum of a number for each.
    public let rowsBefore: UInt64
    /// Of the first line.
    public let firstLine: UInt64

    public init(digestAfter: ContentDigest, rowsBefore: UInt64, firstLine: UInt64) {
      self.digestAfter = digestAfter
      self.rowsBefore = rowsBefore
      self.firstLine = firstLine
    }
  }

  public init(
    byteOffset: Int64?, digestBefore: ContentDigest, timestamp: Int64, content: Content? = nil
  ) {
    self.byteOffset = byteOffset
    self.digestBefore = digestBefore
    self.timestamp = timestamp
    self.content = content
  }
}
