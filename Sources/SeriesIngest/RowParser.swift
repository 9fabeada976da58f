import Customers

/// Turns the bytes of one file into rows.
///
/// Nearly every row is customer, time and value without quotes or blanks and goes the quick way;
/// what it does not know goes the careful way, which also words the errors.
struct RowParser {
  let layout: ColumnLayout
  private let strict: Bool
  /// The ID that a customer column must hold; nil where any will do.
  let customer: CustomerID?
  /// What a row begins with on the quick way; nil where there is none.
  let quickPrefix: [UInt8]?
  var scanner: FieldScanner
  var times = TimeReader()
  /// Of the record in hand, as `layout.covariates` names them.
  var covariateFields: [CSVField]
  var covariates: [Double]
  private var rows: RowCollector

  init(_ layout: ColumnLayout, customer: CustomerID?, strict: Bool) {
    self.layout = layout
    self.customer = customer
    self.strict = strict
    scanner = FieldScanner(
      separator: layout.separator, position: layout.bodyStart, line: layout.bodyLine)
    quickPrefix = Self.quickPrefix(layout, customer)
    let count = layout.covariates.names.count
    let none = CSVField(start: 0, end: 0, isQuoted: false, endsRecord: false)
    covariateFields = [CSVField](repeating: none, count: count)
    covariates = [Double](repeating: .nan, count: count)
    rows = RowCollector(covariates: count)
  }

  private static func quickPrefix(_ layout: ColumnLayout, _ customer: CustomerID?) -> [UInt8]? {
    guard layout.covariates.isEmpty, layout.valueColumn == layout.columnCount - 1,
      layout.timeColumn == layout.columnCount - 2
    else { return nil }
    if layout.columnCount == 2 { return [] }
    guard layout.customerColumn != nil, let customer else { return nil }
    return Array(customer.text.utf8) + [layout.separator]
  }

  /// All rows of `bytes`, from the layout's first on.
  consuming func parse(_ bytes: Span<UInt8>) throws(CSVError) -> ParsedRows {
    let hasCovariates = !layout.covariates.isEmpty
    while scanner.position < bytes.count {
      let start = scanner.position
      let line = scanner.line
      guard let row = try nextRow(bytes, start: start, line: line) else { continue }
      if rows.isEmpty { rows.reserve(bytes.count - start, rowBytes: scanner.position - start) }
      let place = rows.append(row, byteOffset: start)
      if hasCovariates { rows.take(covariates) }
      if strict, place != .next {
        throw place == .unsorted
          ? CSVError.unsortedRow(line: line) : CSVError.repeatedTime(line: line)
      }
    }
    guard !rows.isEmpty else { throw .noRows }
    return rows.finish(covariateNames: layout.covariates.names)
  }

  /// The row at `start`; nil where the line is blank.
  private mutating func nextRow(_ bytes: Span<UInt8>, start: Int, line: Int)
    throws(CSVError) -> ParsedRow?
  {
    if let (row, end) = quickRow(bytes, from: start) {
      scanner.position = end
      scanner.line += 1
      return row
    }
    guard let record = try nextRecord(bytes, from: start, line: line) else { return nil }
    do throws(CSVError) {
      return try carefulRow(bytes, record)
    } catch {
      let holdsZero = (start..<scanner.position).contains { bytes[$0] == 0 }
      throw holdsZero ? CSVError.notText(line: line) : error
    }
  }
}

/// One row's time, since 1970-01-01, and its value, NaN where it is missing.
struct ParsedRow {
  let seconds: Int64
  let value: Double
}
