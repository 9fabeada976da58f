public import Customers
public import Forecasting

/// Reads one customer's series from bytes in memory.
public struct SeriesCSVReader: Sendable {
  private let options: ReadingOptions

  public init(options: ReadingOptions = ReadingOptions()) { self.options = options }

  /// A series and what was put right on the way to it.
  public struct Reading: Sendable {
    public let series: TimeSeries
    public let warnings: [IngestWarning]
  }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: A whole file's content.
  ///   - customer: What a customer column must hold; nil where that does not matter.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, with its line.
  public func read(_ text: String, customer: CustomerID? = nil) throws(CSVError) -> Reading {
    try read(Array(text.utf8).span, customer: customer)
  }

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - bytes: A whole file's content.
  ///   - customer: What a customer column must hold; nil where that does not matter.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, with its line.
  public func read(_ bytes: Span<UInt8>, customer: CustomerID? = nil) throws(CSVError) -> Reading {
    var layouts = LayoutMemory()
    let rows = try parse(bytes, customer: customer, &layouts)
    return Reading(series: rows.series, warnings: rows.warnings)
  }

  func parse(_ bytes: Span<UInt8>, customer: CustomerID?, _ layouts: inout LayoutMemory)
    throws(CSVError) -> ParsedRows
  {
    let layout = try layouts.layout(of: bytes, options)
    let parser = RowParser(layout, customer: customer, strict: options.strict)
    return try parser.parse(bytes)
  }
}
