public import Customers
import FileSystem
import Forecasting

/// Reads customers' CSV files into reused buffers; one a worker.
public struct SeriesFileReader {
  private let parser: SeriesCSVReader
  private let maximumBytes: Int64
  /// The file's bytes, and of a gzipped one the unpacked bytes.
  private var content: [UInt8] = []
  private var packed: [UInt8] = []
  private var layouts = LayoutMemory()

  // One huge file must not cost its size in memory for the rest of the run.
  private static let largestKeptBuffer = 8 << 20

  /// Called when a file's bytes have been read and not yet been compared.
  private let afterRead: () -> Void

  public init(options: ReadingOptions = ReadingOptions()) {
    self.init(options: options, afterRead: {})
  }

  /// A reader whose files can be made to change under it.
  init(options: ReadingOptions, afterRead: @escaping () -> Void) {
    parser = SeriesCSVReader(options: options)
    maximumBytes = options.maximumBytes
    self.afterRead = afterRead
  }

  /// Reads `<folder>/<customer>.csv` or `.csv.gz`.
  ///
  /// A file that changed between the `fstat` before the reading and that after it is read once more.
  ///
  /// - Parameters:
  ///   - customer: Whose file it is, and what a customer column in it must hold.
  ///   - folder: The data folder.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, with the file and the line.
  public mutating func read(_ customer: CustomerID, in folder: String) throws(IngestError)
    -> SeriesReading
  {
    let path = Directory(folder).path(of: customer.text + ".csv")
    if content.count > Self.largestKeptBuffer { content = [] }
    if packed.count > Self.largestKeptBuffer { packed = [] }
    for _ in 0..<2 {
      if let reading = try readOnce(customer, path) { return reading }
    }
    throw .changedWhileRead(path: path)
  }

  /// Nil where the file changed meanwhile.
  private mutating func readOnce(_ customer: CustomerID, _ path: String) throws(IngestError)
    -> SeriesReading?
  {
    guard let file = try Self.open(path) else {
      let file = try Self.openPacked(path)
      return try readPacked(file, customer)
    }
    let count = try Self.read(file, into: &content, limit: maximumBytes)
    afterRead()
    guard try Self.isUnchanged(file) else { return nil }
    let rows = try parse(content, count, customer, path)
    return SeriesReading(
      series: rows.series, warnings: rows.warnings, identity: file.identity,
      digest: ContentDigest(of: content.span.extracting(0..<count).bytes),
      watermarks: watermarks(rows))
  }

  private mutating func readPacked(_ file: borrowing RegularFile, _ customer: CustomerID)
    throws(IngestError) -> SeriesReading?
  {
    let packedCount = try Self.read(file, into: &packed, limit: maximumBytes)
    afterRead()
    guard try Self.isUnchanged(file) else { return nil }
    let count = try unpack(packedCount, path: file.path)
    let rows = try parse(content, count, customer, file.path)
    return SeriesReading(
      series: rows.series, warnings: rows.warnings, identity: file.identity,
      digest: ContentDigest(of: packed.span.extracting(0..<packedCount).bytes),
      watermarks: WatermarkSource())
  }

  private func watermarks(_ rows: ParsedRows) -> WatermarkSource {
    guard let offsets = rows.byteOffsets else { return WatermarkSource() }
    return WatermarkSource(
      bytes: content, byteOffsets: offsets, timestamps: rows.series.timestamps)
  }

  private mutating func parse(
    _ content: [UInt8], _ count: Int, _ customer: CustomerID, _ path: String
  ) throws(IngestError) -> ParsedRows {
    do {
      return try parser.parse(
        content.span.extracting(0..<count), customer: customer, &layouts)
    } catch {
      throw .badContent(path: path, error)
    }
  }

  /// Unpacks into `content`, which never grows by more than a byte beyond what is allowed.
  private mutating func unpack(_ packedCount: Int, path: String) throws(IngestError) -> Int {
    guard packedCount > 0 else { throw .badContent(path: path, .emptyFile) }
    var inflater = GzipInflater()
    var range = 0..<packedCount
    var count = 0
    do {
      while true {
        if count == content.count {
          let room = min(2 * count, Int(clamping: maximumBytes) + 1)
          content.grow(toHold: max(room, 1), keeping: count)
        }
        count += try inflater.inflate(packed, &range, into: &content, from: count)
        guard count <= maximumBytes else { break }
        if count < content.count {
          try inflater.finish()
          return count
        }
      }
    } catch {
      throw .badGzip(path: path, error)
    }
    throw .tooLarge(path: path, limitBytes: maximumBytes)
  }
}
