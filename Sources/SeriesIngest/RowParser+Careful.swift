import Customers

/// The fields of one record that matter.
struct RowRecord {
  let line: Int
  let customer: CSVField?
  let time: CSVField
  let value: CSVField?
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
      if !covariateFields.isEmpty, count < layout.columnCount,
        let place = layout.covariates.places[count]
      {
        covariateFields[place] = field
      }
      count += 1
    } while !field.endsRecord
    guard scanner.position - start <= FirstLine.recordLimit else {
      throw .lineTooLong(line: line, limitBytes: FirstLine.recordLimit)
    }
    if count == 1, field.isEmpty, !field.isQuoted { return nil }
    guard count == layout.columnCount, let time else {
      throw .wrongColumnCount(
        line: line, found: count, expected: .asInFirstLine(layout.columnCount))
    }
    return RowRecord(line: line, customer: customer, time: time, value: value)
  }

  mutating func carefulRow(_ bytes: Span<UInt8>, _ record: RowRecord) throws(CSVError) -> ParsedRow
  {
    if let customer, let field = record.customer { try check(bytes, field, is: customer, record) }
    let seconds = try time(bytes, record)
    let value = try record.value.map { field throws(CSVError) in
      try number(bytes, field, Place(line: record.line, column: layout.valueName))
    }
    for index in covariates.indices {
      let column = layout.covariates.names[index]
      covariates[index] = try covariate(
        bytes, covariateFields[index], Place(line: record.line, column: column))
    }
    return ParsedRow(seconds: seconds, value: value ?? .nan)
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

  /// Where a number stands, for messages.
  private struct Place {
    let line: Int
    let column: String
  }

  /// A number, or a condition: `true` is 1, `false` is 0.
  private func covariate(_ bytes: Span<UInt8>, _ field: CSVField, _ place: Place)
    throws(CSVError) -> Double
  {
    let text = bytes.extracting(field.start..<field.end)
    if text.isOne(of: ["true"]) { return 1 }
    if text.isOne(of: ["false"]) { return 0 }
    return try number(bytes, field, place)
  }

  /// The number of a field; NaN where it is missing.
  private func number(_ bytes: Span<UInt8>, _ field: CSVField, _ place: Place)
    throws(CSVError) -> Double
  {
    let text = bytes.extracting(field.start..<field.end)
    if text.isOne(of: ["", "na", "nan", "null"]) { return .nan }
    let infinities: [StaticString] = [
      "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity",
    ]
    if let number = DecimalScanner.scan(text, from: 0), number.end == text.count {
      if number.value.isFinite { return number.value }
    } else if !text.isOne(of: infinities) {
      throw .notANumber(line: place.line, column: place.column, found: bytes.text(field))
    }
    throw .infinite(line: place.line, column: place.column, found: bytes.text(field))
  }
}

extension Span<UInt8> {
  fileprivate func isEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }

  /// Whether this is one of `words`, which are of small ASCII letters, in any case.
  func isOne(of words: [StaticString]) -> Bool {
    words.contains { word in
      word.utf8CodeUnitCount == count
        && word.withUTF8Buffer { word in
          indices.allSatisfy { self[$0] == word[$0] || self[$0] | 0x20 == word[$0] }
        }
    }
  }
}
