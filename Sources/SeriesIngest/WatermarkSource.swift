public import FileSystem

/// Where each row of a file begins, and what stands before it.
///
/// Shares the reader's buffer instead of copying it: let go of it before the next file is read, or
/// that read pays for a copy.
public struct WatermarkSource: Sendable {
  private struct File {
    let bytes: [UInt8]
    let byteOffsets: [Int]
    let timestamps: [Int64]
  }

  /// How many bytes before a row are digested.
  public static let digestedBytes = 4_096

  private let file: File?

  /// That of a file that has no watermarks.
  public init() { file = nil }

  init(bytes: [UInt8], byteOffsets: [Int], timestamps: [Int64]) {
    file = File(bytes: bytes, byteOffsets: byteOffsets, timestamps: timestamps)
  }

  /// The place of one row.
  ///
  /// - Parameter row: Of the series, which must have it.
  /// - Returns: The first of the lines that have the row's time; nil where the file is not in time
  ///   order or gzipped, so that the rows before a time are no prefix of the bytes.
  public func watermark(atRow row: Int) -> SourceWatermark? {
    guard let file else { return nil }
    let offset = file.byteOffsets[row]
    let before = file.bytes.span.extracting(max(0, offset - Self.digestedBytes)..<offset)
    return SourceWatermark(
      byteOffset: Int64(offset), digestBefore: ContentDigest(of: before.bytes),
      timestamp: file.timestamps[row])
  }
}
