/// How far a file was absorbed.
public struct SourceWatermark: Hashable, Sendable {
  public let byteOffset: Int64
  /// Of the bytes just before `byteOffset`, at most 4,096 of them.
  public let digestBefore: ContentDigest
  /// Of the row at `byteOffset`, seconds since 1970-01-01.
  public let timestamp: Int64
  public init(byteOffset: Int64, digestBefore: ContentDigest, timestamp: Int64) {
    self.byteOffset = byteOffset
    self.digestBefore = digestBefore
    self.timestamp = timestamp
  }
}
