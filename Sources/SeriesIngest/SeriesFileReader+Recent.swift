public import Customers
import FileSystem
import Forecasting

extension SeriesFileReader {
  /// Reads what is new in a customer's file.
  ///
  /// A plain file in time order is read from its watermark on, if the 4,096 bytes before it are those
  /// of then; what lies further back is believed. Everything else is read whole: there the digest of the
  /// rows before the watermark decides.
  ///
  /// - Parameters:
  ///   - customer: Whose file it is.
  ///   - folder: The data folder.
  ///   - absorbed: What the model was made from.
  ///   - verifying: Whether to read and check all of the file.
  /// - Returns: What has changed, with the rows needed to take it in.
  /// - Throws: The first fault, with the file and the line.
  public mutating func readRecent(
    _ customer: CustomerID, in folder: String, since absorbed: AbsorbedSource, verifying: Bool
  ) throws(IngestError) -> RecentReading {
    if !verifying, let recent = try fromWatermark(customer, in: folder, absorbed.watermark) {
      return recent
    }
    let whole = try read(customer, in: folder)
    return Self.compared(whole, absorbed)
  }

  /// Nil where the whole file has to be read to say what has changed.
  private mutating func fromWatermark(
    _ customer: CustomerID, in folder: String, _ watermark: SourceWatermark
  ) throws(IngestError) -> RecentReading? {
    guard let offset = watermark.byteOffset, let known = watermark.content else { return nil }
    let path = Directory(folder).path(of: customer.text + ".csv")
    guard
      let source = try content.loadRecent(path, from: offset, after: watermark.digestBefore),
      FileRows.firstLine(of: source.head.span) == known.firstLine
    else { return nil }
    let place = Int(offset) - source.firstByte
    let bytes = content.bytes
    let digest = ContentDigest(
      of: bytes.span.extracting(place..<source.byteCount).bytes)
    if digest == known.digestAfter { return .unchanged(source.identity) }
    // A fault is told by the reading of the whole file, which knows its line.
    let rows = try? parser.parse(
      bytes.span.extracting(0..<source.byteCount), from: place, head: source.head.span,
      customer: customer, &layouts)
    guard let rows, let offsets = rows.byteOffsets, let first = rows.series.timestamps.first,
      first >= watermark.timestamp
    else { return nil }
    let file = FileRows(
      bytes: bytes, byteCount: source.byteCount, firstByte: source.firstByte,
      byteOffsets: offsets)
    return .recent(
      SeriesReading(
        series: rows.series, warnings: rows.warnings, identity: source.identity,
        digest: ContentDigest(of: bytes.span.extracting(0..<source.byteCount).bytes),
        watermarks: WatermarkSource(
          rows.series, file, after: RowsDigest(sum: known.rowsBefore), firstLine: known.firstLine,
          digest: digest),
        isWhole: false))
  }

  private static func compared(
    _ whole: SeriesReading, _ absorbed: AbsorbedSource
  ) -> RecentReading {
    let watermark = absorbed.watermark
    if whole.digest == absorbed.digest { return .unchanged(whole.identity) }
    let times = whole.series.timestamps
    let row = times.firstIndex { $0 >= watermark.timestamp } ?? times.count
    let hasRows = whole.watermarks.rowsDigest(before: row) == watermark.content?.rowsBefore
    if row < times.count, hasRows {
      return isUnchanged(whole, row, watermark)
        ? .unchanged(whole.identity) : .recent(whole)
    }
    // A rolling window: the oldest rows are gone, and those just before the watermark still there.
    let hasRolled = times[0] > absorbed.firstTimestamp
    if row < times.count, times[row] == watermark.timestamp, hasRolled,
      whole.watermarks.isPreceded(row: row, as: watermark)
    {
      return .recent(whole)
    }
    let isFirstLineOther =
      watermark.content.map { $0.firstLine != whole.watermarks.firstLineDigest } ?? false
    return .changed(whole, isFirstLineOther ? .columns : .correction)
  }

  /// Whether the bytes from the watermark on are those of then too.
  private static func isUnchanged(
    _ whole: SeriesReading, _ row: Int, _ watermark: SourceWatermark
  ) -> Bool {
    watermark.byteOffset != nil
      && whole.watermarks.watermark(atRow: row)?.content?.digestAfter
        == watermark.content?.digestAfter
  }
}
