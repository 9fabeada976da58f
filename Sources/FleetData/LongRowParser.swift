import Customers
import SeriesIngest

/// Reads customer, time and value off the bytes of a long file, piece by piece.
struct LongRowParser {
  private let layout: LongLayout
  private var line: Int
  private var times = TimeReader()

  init(_ layout: LongLayout) {
    self.layout = layout
    line = layout.bodyLine
  }

  /// Reads all records of a piece that are complete.
  ///
  /// - Parameters:
  ///   - bytes: The piece, which begins where a record does.
  ///   - isLast: Whether the file ends with it.
  ///   - body: Given every row with a value.
  /// - Returns: How many bytes were read.
  /// - Throws: `SplitRejection` of the first record that is none, or what `body` throws.
  mutating func parse(
    _ bytes: Span<UInt8>, isLast: Bool, _ body: (LongCSVReader.Row) throws -> Void
  ) throws -> Int {
    var start = 0
    while start < bytes.count {
      var scanner = FieldScanner(separator: layout.separator, position: start, line: line)
      guard let fields = try record(&scanner, bytes, isLast: isLast) else { break }
      if let row = try row(fields, bytes) { try body(row) }
      start = scanner.position
      line = scanner.line
    }
    return start
  }

  /// The record at the scanner's place; nil where the piece ends in its midst.
  private func record(
    _ scanner: inout FieldScanner, _ bytes: Span<UInt8>, isLast: Bool
  ) throws(SplitRejection) -> [CSVField]? {
    let start = scanner.position
    var fields: [CSVField] = []
    var isOpen = false
    do throws(CSVError) {
      repeat { fields.append(try scanner.next(in: bytes)) } while fields.last?.endsRecord == false
    } catch {
      guard case .openQuote = error, !isLast else { throw .badField(error) }
      isOpen = true
    }
    let isWhole = !isOpen && (isLast || bytes[scanner.position - 1] == .newline)
    guard (isWhole ? scanner.position : bytes.count) - start <= FirstLine.recordLimit else {
      throw .badField(.lineTooLong(line: line, limitBytes: FirstLine.recordLimit))
    }
    return isWhole ? fields : nil
  }

  /// Nil of a blank line, and where the value is missing.
  private mutating func row(
    _ fields: [CSVField], _ bytes: Span<UInt8>
  ) throws(SplitRejection) -> LongCSVReader.Row? {
    if fields.count == 1, fields[0].isEmpty { return nil }
    guard fields.count == layout.columnCount else {
      throw .wrongColumnCount(line: line, found: fields.count, expected: layout.columnCount)
    }
    let customer = try customer(fields[layout.customerColumn], bytes)
    let time = fields[layout.timeColumn]
    guard let timestamp = timestamp(bytes.extracting(time.start..<time.end)) else {
      throw .badField(.notATime(line: line, column: layout.timeName, found: bytes.text(time)))
    }
    let value = try value(fields[layout.valueColumn], bytes)
    return value.isNaN
      ? nil : LongCSVReader.Row(customer: customer, timestamp: timestamp, value: value)
  }

  private func customer(
    _ field: CSVField, _ bytes: Span<UInt8>
  ) throws(SplitRejection) -> CustomerID {
    do throws(CustomerIDError) {
      return try CustomerID(bytes: bytes.extracting(field.start..<field.end))
    } catch {
      throw .badCustomer(line: line, error)
    }
  }

  private func value(_ field: CSVField, _ bytes: Span<UInt8>) throws(SplitRejection) -> Double {
    do throws(CSVError) {
      return try bytes.number(in: field, line: line, column: layout.valueName)
    } catch {
      throw .badField(error)
    }
  }

  /// Customers may have times of different kinds: each kind is good on its own.
  private mutating func timestamp(_ text: Span<UInt8>) -> Int64? {
    do throws(TimeReader.Fault) {
      return try times.read(text)
    } catch {
      var other = TimeReader()
      // What no reader takes is no time, whatever the reason.
      return try? other.read(text)
    }
  }
}
