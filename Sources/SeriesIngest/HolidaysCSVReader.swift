public import Forecasting

/// Reads holidays from a CSV in Prophet's columns.
///
/// The header has, in any order, `ds` (or another known name of a time column), `holiday` and,
/// where wanted, `lower_window`, `upper_window` and `prior_scale`; others are passed over.
public struct HolidaysCSVReader: Sendable {
  /// The most rows of a file.
  public static let maximumRows = 10_000

  private let priorScale: Double

  /// - Parameter priorScale: Of the holidays that have none of their own.
  public init(priorScale: Double = Holiday.standardPriorScale) {
    self.priorScale = priorScale
  }

  /// Reads a text.
  ///
  /// - Parameter text: A whole file's content.
  /// - Returns: Each name and date once, with the widest of its windows; by name, then by date.
  /// - Throws: The first fault, with its line.
  public func read(_ text: String) throws(HolidaysError) -> [Holiday] {
    try read(Array(text.utf8).span)
  }

  /// Reads bytes.
  ///
  /// - Parameter bytes: A whole file's content.
  /// - Returns: Each name and date once, with the widest of its windows; by name, then by date.
  /// - Throws: The first fault, with its line.
  public func read(_ bytes: Span<UInt8>) throws(HolidaysError) -> [Holiday] {
    let first: FirstLine
    do { first = try FirstLine(of: bytes) } catch { throw .content(error) }
    let columns = try HolidayColumns(first)
    var scanner = FieldScanner(
      separator: first.separator, position: first.nextStart, line: first.nextLine)
    var times = TimeReader()
    var calendar = HolidayCalendar()
    while scanner.position < bytes.count {
      let line = scanner.line
      guard let fields = try Self.record(&scanner, bytes) else { continue }
      guard fields.count == first.fields.count else {
        throw .content(
          .wrongColumnCount(
            line: line, found: fields.count, expected: .asInFirstLine(first.fields.count)))
      }
      let row = HolidayRow(line: line, columns: columns, fields: fields)
      try calendar.add(row.holiday(bytes, &times, priorScale: priorScale), line: line)
    }
    guard !calendar.isEmpty else { throw .content(.noRows) }
    return calendar.sorted
  }

  /// The fields of a record; nil where the line is blank.
  private static func record(_ scanner: inout FieldScanner, _ bytes: Span<UInt8>)
    throws(HolidaysError) -> [CSVField]?
  {
    var fields: [CSVField] = []
    repeat {
      do { fields.append(try scanner.next(in: bytes)) } catch { throw .content(error) }
    } while fields.last?.endsRecord == false
    return fields.count == 1 && fields[0].isEmpty && !fields[0].isQuoted ? nil : fields
  }
}

/// Holidays as they are collected.
private struct HolidayCalendar {
  private struct Key: Hashable {
    let name: String
    let day: Int
  }

  private var holidays: [Key: Holiday] = [:]
  private var priorScales: [String: Double] = [:]
  private var rows = 0

  var isEmpty: Bool { holidays.isEmpty }

  /// By name, then by date: the order of a file's rows changes no model.
  var sorted: [Holiday] {
    holidays.values.sorted { ($0.name, $0.day) < ($1.name, $1.day) }
  }

  mutating func add(_ holiday: Holiday, line: Int) throws(HolidaysError) {
    rows += 1
    guard rows <= HolidaysCSVReader.maximumRows else { throw .tooManyRows(line: line) }
    let other = priorScales.updateValue(holiday.priorScale, forKey: holiday.name)
    if let other, other != holiday.priorScale {
      throw .differentPriorScales(line: line, name: holiday.name, other, holiday.priorScale)
    }
    let key = Key(name: holiday.name, day: holiday.day)
    holidays[key] =
      try holidays[key].map { before throws(HolidaysError) in
        try before.widened(by: holiday, line: line)
      } ?? holiday
  }
}

extension Holiday {
  fileprivate func widened(by other: Holiday, line: Int) throws(HolidaysError) -> Holiday {
    do {
      return try Holiday(
        name: name, day: day, lowerWindow: min(lowerWindow, other.lowerWindow),
        upperWindow: max(upperWindow, other.upperWindow), priorScale: priorScale)
    } catch {
      throw .specification(line: line, error)
    }
  }
}
