public import Customers
public import Forecasting

/// Reads one customer's series from bytes in memory.
public struct SeriesCSVReader: Sendable {
  private let options: ReadingOptions
  private let content: RowContent

  public init(options: ReadingOptions = ReadingOptions()) {
    self.init(options: options, content: .series)
  }

  init(options: ReadingOptions, content: RowContent) {
    self.options = options
    self.content = content
  }

  /// A series and what was put right on the way to it.
  public struct Reading: Sendable {
    public let series: TimeSeries
    /// The columns that were asked for, one row a time of the series.
    public let covariates: Covariates
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
    return Reading(series: rows.series, covariates: rows.covariates, warnings: rows.warnings)
  }

  /// Reads bytes.
  ///
  /// - Parameters:
  ///   - bytes: A whole file's content.
  ///   - customer: What a customer column must hold; nil where that does not matter.
  ///   - layouts: Of this reader.
  ///   - known: The covariates that the file may lack.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, with its line.
  func parse(
    _ bytes: Span<UInt8>, customer: CustomerID?, _ layouts: inout LayoutMemory,
    known: [String] = []
  ) throws(CSVError) -> ParsedRows {
    let layout = try layouts.layout(of: bytes, options, content)
    try check(layout, known: known)
    let parser = RowParser(layout, customer: customer, strict: options.strict)
    return try parser.parse(bytes)
  }

  /// Reads the rows from a place on, of a file whose beginning is known.
  ///
  /// - Parameters:
  ///   - bytes: From any byte before the place to the file's end.
  ///   - place: Where a line begins.
  ///   - head: The file's beginning, its first line at least.
  ///   - customer: What a customer column must hold.
  ///   - layouts: Of this reader.
  /// - Returns: At least one row, in time order.
  /// - Throws: The first fault, its line counted from the place.
  func parse(
    _ bytes: Span<UInt8>, from place: Int, head: Span<UInt8>, customer: CustomerID,
    _ layouts: inout LayoutMemory
  ) throws(CSVError) -> ParsedRows {
    let layout = try layouts.layout(of: head, options, content)
    try check(layout, known: [])
    let parser = RowParser(
      layout.beginning(at: place), customer: customer, strict: options.strict)
    return try parser.parse(bytes)
  }

  /// Of a file of covariates alone one will do; a customer's file must have those that nobody else
  /// knows.
  private func check(_ layout: ColumnLayout, known: [String]) throws(CSVError) {
    if content == .covariates && !layout.covariates.isEmpty { return }
    for name in options.covariateColumns where !known.contains(name) {
      if let fault = layout.covariates.faults[name] { throw fault }
    }
  }
}
