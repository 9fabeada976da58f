extension TimestampText {
  /// The time that `text` says, nil where it says none.
  ///
  /// Read are `2024-03-01`, `2024-03-01T10:00`, `…:00`, `….000` (the fraction is dropped), a blank
  /// for the T, and behind a time of day `Z`, `+01:00`, `+0100` or `+01`, which makes it UTC; without,
  /// it is taken as it stands. `24:00` is the end of its day. A number is Unix seconds, of at most
  /// 11 digits because longer ones are milliseconds, or the date `20240301`: as Unix seconds those of
  /// the years 1900 to 2199 would all be days of 1970.
  ///
  /// - Parameter text: All of it, without blanks around.
  /// - Returns: Seconds since 1970-01-01.
  public static func parse(_ text: Span<UInt8>) -> Int64? {
    guard text.count >= 10, text[4] == .minus else { return number(text) }
    guard let midnight = midnight(text) else { return nil }
    if text.count == 10 { return midnight }
    guard text[10] == .letterT || text[10] == .blank, let clock = clock(text, at: 11),
      let offset = offsetFromUTC(text, at: clock.end)
    else { return nil }
    return midnight + clock.seconds - offset
  }

  /// The time that `text` says, nil where it says none.
  ///
  /// - Parameter text: As for bytes.
  /// - Returns: Seconds since 1970-01-01.
  public static func parse(_ text: some StringProtocol) -> Int64? {
    parse(Array(text.utf8).span)
  }

  /// The beginning of the day `YYYY-MM-DD` in the first ten bytes.
  private static func midnight(_ text: Span<UInt8>) -> Int64? {
    // The bytes of `0000-00-`, the first one lowest.
    guard let digits = Digits(text, at: 0, like: 0x2D30_302D_3030_3030),
      let day = twoDigits(text, at: 8),
      let date = CivilDate(
        year: digits.pair(at: 0) * 100 + digits.pair(at: 2), month: digits.pair(at: 5), day: day)
    else { return nil }
    return date.daysSince1970 * .day
  }

  /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff`, and where it ends.
  private static func clock(_ text: Span<UInt8>, at start: Int) -> (seconds: Int64, end: Int)? {
    let hour: Int
    let minute: Int
    var second = 0
    var end = start + 5
    if text.count >= start + 8, text[end] == .colon {
      // The bytes of `00:00:00`, the first one lowest.
      guard let digits = Digits(text, at: start, like: 0x3030_3A30_303A_3030),
        let fractionEnd = fractionEnd(text, at: start + 8)
      else { return nil }
      hour = digits.pair(at: 0)
      minute = digits.pair(at: 3)
      second = digits.pair(at: 6)
      end = fractionEnd
    } else {
      guard text.count >= end, text[start + 2] == .colon,
        let hours = twoDigits(text, at: start), let minutes = twoDigits(text, at: start + 3)
      else { return nil }
      hour = hours
      minute = minutes
    }
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    guard minute < 60, second < 60, seconds <= .day else { return nil }
    return (seconds, end)
  }

  /// Where the digits behind a point end; `start` where there is no point, nil where no digit.
  private static func fractionEnd(_ text: Span<UInt8>, at start: Int) -> Int? {
    guard start < text.count, text[start] == .point else { return start }
    var end = start + 1
    while end < text.count, text[end].isDigit { end += 1 }
    return end > start + 1 ? end : nil
  }

  /// Seconds that the clock is ahead of UTC, up to the text's end.
  private static func offsetFromUTC(_ text: Span<UInt8>, at start: Int) -> Int64? {
    if start == text.count { return 0 }
    let sign = text[start]
    if sign == .letterZ { return start + 1 == text.count ? 0 : nil }
    guard sign == .plus || sign == .minus, let hours = twoDigits(text, at: start + 1) else {
      return nil
    }
    var minutes = 0
    if text.count > start + 3 {
      let minuteStart = start + (text[start + 3] == .colon ? 4 : 3)
      guard text.count == minuteStart + 2, let found = twoDigits(text, at: minuteStart) else {
        return nil
      }
      minutes = found
    }
    guard hours < 24, minutes < 60 else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return sign == .plus ? seconds : -seconds
  }

  /// Unix seconds, or the digits of a date.
  private static func number(_ text: Span<UInt8>) -> Int64? {
    let start = text.count > 0 && text[0] == .minus ? 1 : 0
    var end = start
    var value: Int64 = 0
    while end < text.count, end - start < 11, text[end].isDigit {
      value = value * 10 + Int64(text[end] - .zero)
      end += 1
    }
    guard end > start, fractionEnd(text, at: end) == text.count else { return nil }
    if text.count == 8, end == 8, (19_000_101...21_991_231).contains(value),
      let date = CivilDate(
        year: Int(value / 10_000), month: Int(value / 100 % 100), day: Int(value % 100))
    {
      return date.daysSince1970 * .day
    }
    return start == 0 ? value : -value
  }

  private static func twoDigits(_ text: Span<UInt8>, at start: Int) -> Int? {
    guard text.count >= start + 2, text[start].isDigit, text[start + 1].isDigit else { return nil }
    return Int(text[start] - .zero) * 10 + Int(text[start + 1] - .zero)
  }
}

/// Eight bytes of text that were checked and turned to digits at once.
private struct Digits {
  private let word: UInt64

  /// Nil where a byte is no digit, or not the same as in `pattern` where that has none.
  ///
  /// - Parameters:
  ///   - text: Of at least `start` + 8 bytes.
  ///   - start: In bytes.
  ///   - pattern: Eight bytes of `0`, which stands for any digit, `-` and `:`, the first one lowest.
  init?(_ text: Span<UInt8>, at start: Int, like pattern: UInt64) {
    let bytes = text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
    word = UInt64(littleEndian: bytes) ^ pattern
    // Dash and colon have the bit of 8, `0` has not: what may stand in its place is 9, else 0.
    let separators = (pattern >> 3 & 0x0101_0101_0101_0101) * 9
    // What is larger sets its byte's high bit.
    let excess = word | (word &+ 0x7676_7676_7676_7676 &+ separators)
    guard excess & 0x8080_8080_8080_8080 == 0 else { return nil }
  }

  /// The number that two neighbouring digits make.
  func pair(at place: Int) -> Int {
    let digits = Int(word >> (8 * place) & 0x0F0F)
    return (digits & 0xF) * 10 + digits >> 8
  }
}

extension UInt8 {
  static let blank = UInt8(ascii: " ")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let point = UInt8(ascii: ".")
  static let zero = UInt8(ascii: "0")
  static let colon = UInt8(ascii: ":")
  static let letterT = UInt8(ascii: "T")
  static let letterZ = UInt8(ascii: "Z")

  var isDigit: Bool { self &- .zero < 10 }
}
