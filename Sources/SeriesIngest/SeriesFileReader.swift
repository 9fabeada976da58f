public import Customers
import FileSystem
import Forecasting

/// Reads customers' CSV files into reused buffers; one a worker.
public struct SeriesFileReader {
  let parser: SeriesCSVReader
  private let covariateColumns: [String]
  var content: FileContent
  var layouts = LayoutMemory()

  public init(options: ReadingOptions = ReadingOptions()) {
    self.init(options: options, afterRead: {})
  }

  /// A reader whose files can be made to change under it.
  init(options: ReadingOptions, afterRead: @escaping () -> Void) {
    parser = SeriesCSVReader(options: options)
    covariateColumns = options.covariateColumns
    content = FileContent(options, afterRead: afterRead)
  }

  /// Reads `<folder>/<customer>.csv` or `.csv.gz`.
  ///
  /// A file that changed between the `fstat` before the reading and that after it is read once more.
  ///
  /// - Parameters:
  ///   - customer: Whose file it is, and what a customer column in it must hold.
  ///   - folder: The data folder.
  ///   - known: Covariates that are known beside this file; where the file has a value of its own,
  ///     that counts, and it need not have the columns that these have.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, with the file and the line.
  public mutating func read(
    _ customer: CustomerID, in folder: String, beside known: FutureReading = .none
  ) throws(IngestError) -> SeriesReading {
    let source = try content.load(Directory(folder).path(of: customer.text + ".csv"))
    let rows = try parse(content.bytes, of: source, customer, known: known.covariates.names)
    return SeriesReading(
      series: rows.series,
      covariates: rows.covariates.completed(
        by: known.covariates, names: covariateColumns, at: rows.series.timestamps),
      warnings: rows.warnings + known.warnings.map(IngestWarning.future), identity: source.identity,
      digest: source.digest.combined(with: known.digest),
      watermarks: watermarks(rows, of: source))
  }

  private mutating func parse(
    _ bytes: [UInt8], of source: FileContent.Source, _ customer: CustomerID, known: [String]
  ) throws(IngestError) -> ParsedRows {
    do {
      return try parser.parse(
        bytes.span.extracting(0..<source.byteCount), customer: customer, &layouts, known: known)
    } catch {
      throw .badContent(path: source.path, error)
    }
  }

  private func watermarks(_ rows: ParsedRows, of source: FileContent.Source) -> WatermarkSource {
    let file = rows.byteOffsets.flatMap { offsets in
      source.isPacked
        ? nil
        : FileRows(
          bytes: content.bytes, byteCount: source.byteCount, firstByte: 0, byteOffsets: offsets)
    }
    return WatermarkSource(
      rows.series, file,
      firstLine: FileRows.firstLine(of: content.bytes.span.extracting(0..<source.byteCount)),
      digest: source.digest)
  }
}

extension ContentDigest {
  /// Of a source and of what was known beside it.
  fileprivate func combined(with other: ContentDigest?) -> ContentDigest {
    guard let other else { return self }
    return ContentDigest(of: Array((hexadecimal + other.hexadecimal).utf8))
  }
}
