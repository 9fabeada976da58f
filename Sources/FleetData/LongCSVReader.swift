public import Customers
import SeriesIngest

/// Reads a long file of many customers row by row, in one pass and little memory.
public struct LongCSVReader: Sendable {
  /// One row with a value.
  public struct Row: Hashable, Sendable {
    public let customer: CustomerID
    /// Seconds since 1970-01-01.
    public let timestamp: Int64
    /// Finite.
    public let value: Double
  }

  private let options: SplitOptions

  /// - Parameter options: Which columns are which.
  public init(_ options: SplitOptions = SplitOptions()) { self.options = options }

  // A piece holds the first line whole, and every record that is not too long.
  private static let pieceBytes = 4 << 20

  /// Reads customer, time and value, whose columns are found as `LongCSVSplitter` finds them.
  ///
  /// - Parameters:
  ///   - source: Plain or gzipped.
  ///   - body: Given the rows in their order, those without a value left out.
  /// - Throws: What `body` throws, or `FleetDataError`: `badRow` of the first row that cannot be read, or
  ///   why the file cannot be. Rows before it have been given by then.
  public func forEachRow(
    of source: LongCSVSplitter.Source, _ body: (Row) throws -> Void
  ) throws {
    var stream = try ByteStream(source)
    var buffer = [UInt8](repeating: 0, count: Self.pieceBytes)
    var count = try stream.fill(&buffer, from: 0)
    let layout: LongLayout
    do { layout = try LongLayout(of: buffer.span.extracting(0..<count), options) } catch {
      throw FleetDataError.badContent(path: stream.path, error)
    }
    var parser = LongRowParser(layout)
    var start = layout.bodyStart
    while true {
      let isLast = count < buffer.count
      do {
        start += try parser.parse(
          buffer.span.extracting(start..<count), isLast: isLast, body)
      } catch let error as SplitRejection {
        throw FleetDataError.badRow(path: stream.path, error)
      }
      if isLast { return }
      let rest = count - start
      buffer[0..<rest] = buffer[start..<count]
      start = 0
      count = rest + (try stream.fill(&buffer, from: rest))
    }
  }
}
