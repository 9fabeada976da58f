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
      try bytes.number(in: field, line: record.line, column: layout.valueName)
    }
    for index in covariates.indices {
      let column = layout.covariates.names[index]
      covariates[index] = try covariate(bytes, covariateFields[index], record.line, column)
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

  /// A number, or a condition: `true` is 1, `false` is 0.
  private func covariate(
    _ bytes: Span<UInt8>, _ field: CSVField, _ line: Int, _ column: String
  ) throws(CSVError) -> Double {
    let text = bytes.extracting(field.start..<field.end)
    if text.isOne(of: ["true"]) { return 1 }
    if text.isOne(of: ["false"]) { return 0 }
    do throws(CSVError) {
      return try bytes.number(in: field, line: line, column: column)
    } catch .notANumber(let line, let column, let found) {
      throw .notACovariate(line: line, column: column, found: found)
    }
  }
}

extension Span<UInt8> {
  fileprivate func isEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
