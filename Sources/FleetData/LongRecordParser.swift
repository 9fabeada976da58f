import Customers
import SeriesIngest

/// Cuts the bytes of a long file into rows for the spools, piece by piece.
struct LongRecordParser {
  private let layout: LongLayout
  private var line: Int
  /// The last row's ID, which is good: rows of one customer often stand together.
  private var lastCustomer: [UInt8] = []
  private var times = TimeReader()
  /// Of the record in hand: time, value and the other columns, as the customer's file has them.
  private var fields: [CSVField]
  /// By column of the long file: its place in `fields`.
  private let places: [Int?]

  init(_ layout: LongLayout) {
    self.layout = layout
    line = layout.bodyLine
    let kept = [layout.timeColumn, layout.valueColumn] + layout.otherColumns
    var places = [Int?](repeating: nil, count: layout.columnCount)
    for (place, column) in kept.enumerated() { places[column] = place }
    self.places = places
    fields = [CSVField](repeating: Self.emptyField, count: kept.count)
  }

  private static let emptyField = CSVField(start: 0, end: 0, isQuoted: false, endsRecord: true)

  private struct Record {
    let line: Int
    let columnCount: Int
    let customer: CSVField
  }

  /// Takes all records of a piece that are complete.
  ///
  /// - Parameters:
  ///   - bytes: The piece, which begins where a record does.
  ///   - isLast: Whether the file ends with it.
  ///   - spools: Where the rows go.
  ///   - report: Counts them.
  /// - Returns: How many bytes were taken.
  /// - Throws: A fault of quoting or of length, or what the spools say.
  mutating func parse(
    _ bytes: Span<UInt8>, isLast: Bool, into spools: inout RowSpools, _ report: inout SplitReport
  ) throws(SplitFault) -> Int {
    var start = 0
    while start < bytes.count {
      var scanner = FieldScanner(separator: layout.separator, position: start, line: line)
      guard let record = try next(&scanner, bytes, isLast: isLast) else { break }
      guard scanner.position - start <= FirstLine.recordLimit else {
        throw .content(.lineTooLong(line: line, limitBytes: FirstLine.recordLimit))
      }
      try take(record, bytes, &spools, &report)
      start = scanner.position
      line = scanner.line
    }
    return start
  }

  /// The record at the scanner's place; nil where the piece ends in its midst.
  private mutating func next(_ scanner: inout FieldScanner, _ bytes: Span<UInt8>, isLast: Bool)
    throws(SplitFault) -> Record?
  {
    let start = scanner.position
    var customer = Self.emptyField
    var count = 0
    var field: CSVField
    do throws(CSVError) {
      repeat {
        field = try scanner.next(in: bytes)
        if count == layout.customerColumn { customer = field }
        if count < layout.columnCount, let place = places[count] { fields[place] = field }
        count += 1
      } while !field.endsRecord
    } catch {
      guard case .openQuote = error, !isLast else { throw .content(error) }
      return try Self.unfinished(bytes.count - start, line)
    }
    guard isLast || bytes[scanner.position - 1] == .newline else {
      return try Self.unfinished(bytes.count - start, line)
    }
    let isBlank = count == 1 && field.isEmpty
    return Record(line: line, columnCount: isBlank ? 0 : count, customer: customer)
  }

  private static func unfinished(_ length: Int, _ line: Int) throws(SplitFault) -> Record? {
    guard length <= FirstLine.recordLimit else {
      throw .content(.lineTooLong(line: line, limitBytes: FirstLine.recordLimit))
    }
    return nil
  }

  private mutating func take(
    _ record: Record, _ bytes: Span<UInt8>, _ spools: inout RowSpools, _ report: inout SplitReport
  ) throws(SplitFault) {
    if record.columnCount == 0 { return }
    guard record.columnCount == layout.columnCount else {
      report.reject(
        .wrongColumnCount(
          line: record.line, found: record.columnCount, expected: layout.columnCount))
      return
    }
    let customer = bytes.extracting(record.customer.start..<record.customer.end)
    do throws(CustomerIDError) {
      try check(customer)
    } catch {
      report.reject(.badCustomer(line: record.line, error))
      return
    }
    // In the other columns a line end becomes a blank.
    guard !bytes.holdsNewline(fields[0]), !bytes.holdsNewline(fields[1]) else {
      report.reject(.lineEndInField(line: record.line))
      return
    }
    if let fault = fault(bytes, record.line) {
      report.reject(.badField(fault))
      return
    }
    report.rows += 1
    do { try spools.append(customer, fields, of: bytes) } catch {
      throw .system(error)
    }
  }

  /// What keeps a customer's file from taking the record in hand.
  private mutating func fault(_ bytes: Span<UInt8>, _ line: Int) -> CSVError? {
    let (time, value) = (fields[0], fields[1])
    guard isTime(bytes.extracting(time.start..<time.end)) else {
      return .notATime(line: line, column: layout.timeName, found: bytes.text(time))
    }
    do {
      _ = try bytes.number(in: value, line: line, column: layout.valueName)
      return nil
    } catch {
      return error
    }
  }

  /// Customers may have times of different kinds: each kind is good on its own.
  private mutating func isTime(_ text: Span<UInt8>) -> Bool {
    do throws(TimeReader.Fault) {
      _ = try times.read(text)
      return true
    } catch {
      var other = TimeReader()
      return (try? other.read(text)) != nil
    }
  }

  private mutating func check(_ customer: Span<UInt8>) throws(CustomerIDError) {
    if customer.count == lastCustomer.count,
      customer.indices.allSatisfy({ customer[$0] == lastCustomer[$0] }), !lastCustomer.isEmpty
    {
      return
    }
    lastCustomer = Array(try CustomerID(bytes: customer).text.utf8)
  }
}

extension Span<UInt8> {
  fileprivate func holdsNewline(_ field: CSVField) -> Bool {
    guard field.isQuoted else { return false }
    for index in field.start..<field.end where self[index] == .newline { return true }
    return false
  }
}
