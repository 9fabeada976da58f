import Forecasting

/// Reads wall-clock times quickly where many are of one month.
struct MonthMemory {
  // The month of the last time: its eight bytes, such as `2024-03-`, and what they mean.
  private var text: UInt64 = 0
  private var dayBefore: Int64 = 0
  private var dayCount: UInt8 = 0

  /// The `2024-03-01`, `2024-03-01T10:00:00` or `2024-03-01 10:00:00` that begins at `start`.
  ///
  /// - Returns: The time and where it ends; nil where it is of any other form.
  @inline(__always)
  mutating func time(_ bytes: Span<UInt8>, from start: Int) -> (seconds: Int64, end: Int)? {
    guard start + 10 <= bytes.count else { return nil }
    let text = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
    guard text == self.text || remember(text, bytes.extracting(start..<start + 10)) else {
      return nil
    }
    guard let day = bytes.twoDigits(at: start + 8), day >= 1, day <= dayCount else { return nil }
    let midnight = (dayBefore + Int64(day)) * 86_400
    guard start + 19 <= bytes.count,
      bytes[start + 10] == UInt8(ascii: "T") || bytes[start + 10] == .space
    else { return (midnight, start + 10) }
    guard let hour = bytes.twoDigits(at: start + 11), hour < 24,
      bytes[start + 13] == UInt8(ascii: ":"),
      let minute = bytes.twoDigits(at: start + 14), minute < 60,
      bytes[start + 16] == UInt8(ascii: ":"),
      let second = bytes.twoDigits(at: start + 17), second < 60
    else { return nil }
    let seconds = Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
    return (midnight + seconds, start + 19)
  }

  private mutating func remember(_ text: UInt64, _ date: Span<UInt8>) -> Bool {
    guard date[4] == UInt8(ascii: "-"), let midnight = TimestampText.parse(date) else {
      return false
    }
    let day = CivilDate(daysSince1970: Int64((Double(midnight) / 86_400).rounded(.down)))
    self.text = text
    dayBefore = day.daysSince1970 - Int64(day.day)
    dayCount = UInt8(CivilDate.days(inMonth: day.month, of: day.year))
    return true
  }
}

extension Span<UInt8> {
  @inline(__always)
  fileprivate func twoDigits(at start: Int) -> UInt8? {
    let tens = self[start] &- UInt8(ascii: "0")
    let units = self[start + 1] &- UInt8(ascii: "0")
    return tens < 10 && units < 10 ? tens * 10 + units : nil
  }
}
