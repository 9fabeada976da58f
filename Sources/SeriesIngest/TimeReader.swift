import DecimalNumbers
import Forecasting

/// Reads the times of one file, whose first row says of what kind all of them are.
///
/// The forms are those of `TimestampText`. A number is Unix seconds, or the date `20240301` where the
/// first row holds such a one: in a file that begins with Unix seconds all numbers are seconds.
package struct TimeReader {
  /// Times of different kinds cannot be laid on one line.
  private enum Kind {
    case wallClock, utc, unix
  }

  package enum Fault: Error {
    case notATime, otherKind
  }

  /// Of the first row's time.
  private var kind: Kind?
  private var month = MonthMemory()

  package init() {}

  /// The time that is all of `text`.
  package mutating func read(_ text: Span<UInt8>) throws(Fault) -> Int64 {
    let found: Kind
    let seconds: Int64?
    if text.count > 4, text[4] == UInt8(ascii: "-") {
      found = Self.endsInOffset(text) ? .utc : .wallClock
      seconds = TimestampText.parse(text)
    } else if kind != .unix, let date = Self.dateWithoutHyphens(text) {
      found = .wallClock
      seconds = date
    } else {
      found = .unix
      seconds = kind == nil && Self.looksLikeYear(text) ? nil : Self.unixSeconds(text)
    }
    guard let seconds else { throw .notATime }
    guard kind == nil || kind == found else { throw .otherKind }
    kind = found
    return seconds
  }

  /// The time that begins at `start` and ends at a separator, where it has no quotes or blanks around.
  ///
  /// - Returns: The time and where it ends; nil before the first row was read, too.
  @inline(__always)
  mutating func quick(_ bytes: Span<UInt8>, from start: Int, separator: UInt8)
    -> (seconds: Int64, end: Int)?
  {
    guard let kind else { return nil }
    if kind == .wallClock, let time = month.time(bytes, from: start), time.end < bytes.count,
      bytes[time.end] == separator
    {
      return time
    }
    return slow(bytes, from: start, separator: separator)
  }

  private mutating func slow(_ bytes: Span<UInt8>, from start: Int, separator: UInt8)
    -> (seconds: Int64, end: Int)?
  {
    var end = start
    while end < bytes.count, bytes[end] != separator, bytes[end] != .newline { end += 1 }
    // The careful way says what is wrong.
    guard let seconds = try? read(bytes.extracting(start..<end)) else { return nil }
    return (seconds, end)
  }

  private static func unixSeconds(_ text: Span<UInt8>) -> Int64? {
    guard let number = DecimalScanner.scan(text, from: 0), number.end == text.count,
      number.value.magnitude < 253_402_300_800  // The end of the year 9999.
    else { return nil }
    return Int64(number.value.rounded(.down))
  }

  /// Nil where the eight digits are no date of the years 1900 to 2199.
  private static func dateWithoutHyphens(_ text: Span<UInt8>) -> Int64? {
    guard text.count == 8, let seconds = TimestampText.parse(text), seconds != unixSeconds(text)
    else { return nil }
    return seconds
  }

  /// Whether a first number is a year: to read 1990, 1991, … as seconds would be worse than to
  /// refuse them.
  private static func looksLikeYear(_ text: Span<UInt8>) -> Bool {
    guard text.count == 4, let seconds = unixSeconds(text) else { return false }
    return (1_800...2_100).contains(seconds)
  }

  private static func endsInOffset(_ text: Span<UInt8>) -> Bool {
    guard text.count > 16 else { return false }
    if text[text.count - 1] == UInt8(ascii: "Z") { return true }
    for index in 16..<text.count
    where text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
      return true
    }
    return false
  }
}
