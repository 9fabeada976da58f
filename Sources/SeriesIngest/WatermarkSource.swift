public import FileSystem
import Forecasting

/// Where each row of a file begins, and what stands before it and after.
///
/// Shares the reader's buffer instead of copying it: let go of it before the next file is read, or
/// that read pays for a copy.
public struct WatermarkSource: Sendable {
  /// How many bytes before a row are digested.
  public static let digestedBytes = 4_096

  private let rows: TimeSeries?
  private let file: FileRows?
  /// Of the file's rows before the first of `rows`.
  private let rowsBefore: RowsDigest
  private let firstLine: UInt64
  /// Of the whole file.
  private let digest: ContentDigest

  /// That of a file that has no watermarks.
  public init() {
    (rows, file, rowsBefore, firstLine) = (nil, nil, RowsDigest(), 0)
    digest = ContentDigest(high: 0, low: 0)
  }

  /// - Parameters:
  ///   - rows: As read.
  ///   - file: Where they begin; nil where the file is gzipped or not in time order.
  ///   - rowsBefore: Of the rows before these.
  ///   - firstLine: That of `FileRows.firstLine(of:)`.
  ///   - digest: Of the whole file; does not matter where `file` is given.
  init(
    _ rows: TimeSeries, _ file: FileRows?, after rowsBefore: RowsDigest = RowsDigest(),
    firstLine: UInt64, digest: ContentDigest
  ) {
    self.rows = rows
    self.file = file
    self.rowsBefore = rowsBefore
    self.firstLine = firstLine
    self.digest = digest
  }

  /// The place of one row.
  ///
  /// - Parameter row: Of the series, which must have it.
  /// - Returns: The first of the lines that have the row's time, without a byte offset where the file
  ///   is not in time order or gzipped; nil where there is no file.
  public func watermark(atRow row: Int) -> SourceWatermark? {
    guard let rows else { return nil }
    var before = rowsBefore
    before.add(timestamps: rows.timestamps[..<row], values: rows.values[..<row])
    return SourceWatermark(
      byteOffset: file.map { Int64($0.firstByte + $0.byteOffsets[row]) },
      digestBefore: file?.digest(before: row) ?? ContentDigest(high: 0, low: 0),
      timestamp: rows.timestamps[row],
      content: SourceWatermark.Content(
        digestAfter: file?.digest(from: row) ?? digest, rowsBefore: before.sum,
        firstLine: firstLine))
  }

  /// Whether the bytes before a row are those before a watermark, as far as these were digested.
  func isPreceded(row: Int, as watermark: SourceWatermark) -> Bool {
    guard let file, let offset = watermark.byteOffset else { return false }
    let count = min(Self.digestedBytes, Int(clamping: offset))
    return file.digest(before: row, count: count) == watermark.digestBefore
  }

  /// That of the rows before one of these.
  func rowsDigest(before row: Int) -> UInt64 {
    var before = rowsBefore
    if let rows { before.add(timestamps: rows.timestamps[..<row], values: rows.values[..<row]) }
    return before.sum
  }

  /// That of the first line.
  var firstLineDigest: UInt64 { firstLine }
}

/// The bytes of a file, or of its end, and where its rows begin in them.
struct FileRows {
  let bytes: [UInt8]
  /// How many of the bytes are the file's.
  let byteCount: Int
  /// The place of the first of the bytes in the file.
  let firstByte: Int
  /// In the bytes.
  let byteOffsets: [Int]

  /// Of the bytes just before a row.
  func digest(before row: Int) -> ContentDigest {
    let offset = byteOffsets[row]
    let before = bytes.span.extracting(
      max(0, offset - WatermarkSource.digestedBytes)..<offset)
    return ContentDigest(of: before.bytes)
  }

  /// Of so many bytes before a row, nil where there are not so many.
  func digest(before row: Int, count: Int) -> ContentDigest? {
    let offset = byteOffsets[row]
    guard offset >= count else { return nil }
    return ContentDigest(of: bytes.span.extracting(offset - count..<offset).bytes)
  }

  /// Of the bytes from a row to the end of the file.
  func digest(from row: Int) -> ContentDigest {
    ContentDigest(of: bytes.span.extracting(byteOffsets[row]..<byteCount).bytes)
  }

  /// A number for the first line.
  static func firstLine(of bytes: Span<UInt8>) -> UInt64 {
    var end = 0
    while end < bytes.count, bytes[end] != .newline { end += 1 }
    return ContentDigest(of: bytes.extracting(0..<end).bytes).low
  }
}
