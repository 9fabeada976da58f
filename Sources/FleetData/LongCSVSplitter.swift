import Customers
import FileSystem
import SeriesIngest

/// Turns one long file of many customers into a data folder, in one pass over the file.
///
/// The rows go to 256 spools by a hash of the customer, and from one spool at a time to the
/// customers' files, written under temporary names in a sub-folder `.split`. When all are complete
/// and on the disk they are renamed, so that no half customer stands under its own name, whenever
/// the process or the machine dies. Memory is bounded whatever the file's length and its number of
/// customers, and a handful of files is open at a time.
public struct LongCSVSplitter: Sendable {
  /// Where the rows come from; gzip is told from text by its first bytes.
  public enum Source: Sendable {
    case file(path: String)
    case standardInput
  }

  private let options: SplitOptions

  public init(_ options: SplitOptions = SplitOptions()) { self.options = options }

  /// Writes `<customer>.csv` with the columns `timestamp,value` and then all others of the source,
  /// rows in the order of the source.
  ///
  /// Rows whose time or value cannot be read are left out; the others are passed on as they are.
  ///
  /// - Parameters:
  ///   - source: Plain or gzipped.
  ///   - folder: Created where it is missing.
  ///   - progress: Called now and then with the number of rows read.
  /// - Returns: Also of the rows that no customer's file could take.
  /// - Throws: Nothing was written then under a customer's name, but for a failure of the renames
  ///   themselves.
  public func split(
    _ source: Source, to folder: String, progress: (Int) -> Void = { _ in }
  ) throws(FleetDataError) -> SplitReport {
    let output = OutputFolder(folder)
    try output.prepare(force: options.force)
    let workshop = try SplitWorkshop(in: output.directory)
    defer { workshop.clear() }
    var report = SplitReport()
    let memoryBytes = max(options.memoryBytes, 1 << 20) / 2
    var spools = RowSpools(in: workshop.spoolDirectory, memoryBytes: memoryBytes)
    let header = try readRows(of: source, into: &spools, &report, progress)
    do {
      try workshop.writeCustomers(
        from: &spools, header: header, memoryBytes: memoryBytes, &report)
      try workshop.publish()
    } catch {
      throw .system(error)
    }
    return report
  }

  /// Returns the first line of the customers' files.
  private func readRows(
    of source: Source, into spools: inout RowSpools, _ report: inout SplitReport,
    _ progress: (Int) -> Void
  ) throws(FleetDataError) -> [UInt8] {
    var stream = try ByteStream(source)
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    var count = try stream.fill(&buffer, from: 0)
    do throws(SplitFault) {
      let layout = try layout(of: buffer.span.extracting(0..<count))
      var parser = LongRecordParser(layout)
      var start = layout.bodyStart
      while true {
        let isLast = count < buffer.count
        start += try parser.parse(
          buffer.span.extracting(start..<count), isLast: isLast, into: &spools, &report)
        progress(report.rows + report.rejectedRows)
        if isLast { break }
        let rest = count - start
        buffer[0..<rest] = buffer[start..<count]
        start = 0
        do { count = rest + (try stream.fill(&buffer, from: rest)) } catch { throw .stream(error) }
      }
      guard report.rows + report.rejectedRows > 0 else { throw .content(.noRows) }
      return Self.line(layout.customersHeader)
    } catch {
      throw error.error(ofSource: stream.path)
    }
  }

  // A piece holds every first line whole, and every record that is not too long.
  private static let pieceBytes = 4 << 20

  private static func line(_ names: [String]) -> [UInt8] {
    let fields = names.map { name in
      name.contains { $0 == "," || $0 == "\"" }
        ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name
    }
    return Array((fields.joined(separator: ",") + "\n").utf8)
  }

  private func layout(of bytes: Span<UInt8>) throws(SplitFault) -> LongLayout {
    do { return try LongLayout(of: bytes, options) } catch { throw .content(error) }
  }
}
