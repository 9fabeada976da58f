import Customers

/// The fields of one record that matter.
struct RowRecord {
  let line: Int
  let customer: CSVField?
  let time: CSVField
  let value: CSVField
}

extension RowParser {
  /// The record at `start`; nil where the line is blank.
  mutating func nextRecord(_ bytes: Span<UInt8>, from start: Int, line: Int)
    throws(CSVError) -> RowRecord?
  {
    var count = 0
    var (customer, time, value): (CSVField?, CSVField?, CSVField?)
    var field: CSVField
    repeat {
      field = try scanner.next(in: bytes)
      if count == layout.customerColumn { customer = field }
      if count == layout.timeColumn { time = field }
      if count == layout.valueColumn { value = field }
      count += 1
    } while !field.endsRecord
    guard scanner.position - start <= FirstLine.recordLimit else {
      throw .lineTooLong(line: line, limitBytes: FirstLine.recordLimit)
    }
    if count == 1, field.isEmpty, !field.isQuoted { return nil }
    guard count == layout.columnCount, let time, let value else {
      throw .wrongColumnCount(
        line: line, found: count, expected: .asInFirstLine(layout.columnCount))
    }
    return RowRecord(line: line, customer: customer, time: time, value: value)
  }

  mutating func carefulRow(_ bytes: Span<UInt8>, _ record: RowRecord) throws(CSVError) -> ParsedRow
  {
    if let customer, let field = record.customer { try check(bytes, field, is: customer, record) }
    return ParsedRow(seconds: try time(bytes, record), value: try value(bytes, record))
  }

  private func check(
    _ bytes: Span<UInt8>, _ field: CSVField, is customer: CustomerID, _ record: RowRecord
  ) throws(CSVError) {
    guard bytes.extracting(field.start..<field.end).isEqual(customer.text.utf8.span) else {
      throw .otherCustomer(
        line: record.line, found: bytes.text(field), expected: customer.text)
    }
  }

  private mutating func time(_ bytes: Span<UInt8>, _ record: RowRecord) throws(CSVError) -> Int64 {
    do throws(TimeReader.Fault) {
      return try times.read(bytes.extracting(record.time.start..<record.time.end))
    } catch {
      let found = bytes.text(record.time)
      throw error == .notATime
        ? CSVError.notATime(line: record.line, column: layout.timeName, found: found)
        : CSVError.mixedTimes(line: record.line, column: layout.timeName, found: found)
    }
  }

  private func value(_ bytes: Span<UInt8>, _ record: RowRecord) throws(CSVError) -> Double {
    let text = bytes.extracting(record.value.start..<record.value.end)
    if text.isOne(of: ["", "na", "nan", "null"]) { return .nan }
    if let number = DecimalScanner.scan(text, from: 0), number.end == text.count {
      guard number.value.isFinite else { throw infinite(bytes, record) }
      return number.value
    }
    if text.isOne(of: ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"]) {
      throw infinite(bytes, record)
    }
    throw .notANumber(line: record.line, column: layout.valueName, found: bytes.text(record.value))
  }

  private func infinite(_ bytes: Span<UInt8>, _ record: RowRecord) -> CSVError {
    .infinite(line: record.line, column: layout.valueName, found: bytes.text(record.value))
  }
}

extension Span<UInt8> {
  fileprivate func isEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }

  /// Whether this is one of `words`, which are of small ASCII letters, in any case.
  fileprivate func isOne(of words: [StaticString]) -> Bool {
    words.contains { word in
      word.utf8CodeUnitCount == count
        && word.withUTF8Buffer { word in
          indices.allSatisfy { self[$0] == word[$0] || self[$0] | 0x20 == word[$0] }
        }
    }
  }
}
