import Forecasting

/// Where a holidays file has what.
struct HolidayColumns {
  let date: Int
  let name: Int
  let lowerWindow: Int?
  let upperWindow: Int?
  let priorScale: Int?

  init(_ header: FirstLine) throws(HolidaysError) {
    func column(_ name: String) -> Int? {
      header.fields.firstIndex { $0.lowercased() == name }
    }
    func needed(_ column: Int?, _ name: String) throws(HolidaysError) -> Int {
      if let column { return column }
      let text = String(header.text.prefix(200))
      throw .missingColumn(line: header.line, name: name, header: text)
    }
    // Other names of a time column are as good.
    date = try needed(try? header.column(.time, named: nil), "ds")
    name = try needed(column("holiday"), "holiday")
    lowerWindow = column("lower_window")
    upperWindow = column("upper_window")
    priorScale = column("prior_scale")
  }
}

/// One row of a holidays file.
struct HolidayRow {
  let line: Int
  let columns: HolidayColumns
  let fields: [CSVField]

  /// What the row says.
  ///
  /// - Parameters:
  ///   - bytes: Of the file.
  ///   - times: Of the file.
  ///   - priorScale: Where the row has none.
  /// - Returns: One date of a holiday.
  /// - Throws: What is wrong with the row.
  func holiday(_ bytes: Span<UInt8>, _ times: inout TimeReader, priorScale: Double)
    throws(HolidaysError) -> Holiday
  {
    let day = try day(bytes, &times)
    let lower = try window("lower_window", columns.lowerWindow, bytes)
    let upper = try window("upper_window", columns.upperWindow, bytes)
    let scale = try number("prior_scale", columns.priorScale, bytes)
    do {
      return try Holiday(
        name: name(bytes), day: day, lowerWindow: lower, upperWindow: upper,
        priorScale: scale ?? priorScale)
    } catch {
      throw .specification(line: line, error)
    }
  }

  /// The whole name, doubled quotes made single; what cannot be printed is escaped.
  private func name(_ bytes: Span<UInt8>) -> String {
    let field = fields[columns.name]
    let text = bytes.text(field, limit: .max)
    return field.isQuoted ? text.replacing("\"\"", with: "\"") : text
  }

  private func day(_ bytes: Span<UInt8>, _ times: inout TimeReader) throws(HolidaysError) -> Int {
    let field = fields[columns.date]
    // What was expected is said below.
    guard let time = try? times.read(bytes.extracting(field.start..<field.end)),
      time.isMultiple(of: 86_400)
    else { throw .notADate(line: line, found: bytes.text(field)) }
    return Int(time / 86_400)
  }

  /// A whole number, which other tools may write as `-1.0`; 0 where there is none.
  private func window(_ name: String, _ column: Int?, _ bytes: Span<UInt8>)
    throws(HolidaysError) -> Int
  {
    let number = try number(name, column, bytes) ?? 0
    guard let days = Int(exactly: number) else {
      throw .notDays(line: line, column: name, found: column.map { bytes.text(fields[$0]) } ?? "")
    }
    return days
  }

  /// Nil where there is none.
  private func number(_ name: String, _ column: Int?, _ bytes: Span<UInt8>)
    throws(HolidaysError) -> Double?
  {
    guard let column else { return nil }
    do {
      let number = try bytes.number(in: fields[column], line: line, column: name)
      return number.isNaN ? nil : number
    } catch {
      throw .content(error)
    }
  }
}
