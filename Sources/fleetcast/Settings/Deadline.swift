import Foundation

/// When a run is to stop: at the next `04:00` of this machine's clock, or at an instant.
enum Deadline: Hashable {
  case timeOfDay(hour: Int, minute: Int)
  /// In milliseconds since 1970-01-01 UTC.
  case instant(Int64)

  /// Reads `04:00` or RFC 3339 (`2024-03-01T04:00:00Z`, `…+01:00`); nil where it is neither.
  init?(parsing text: String) {
    if let match = text.wholeMatch(of: /(\d{1,2}):(\d{2})/) {
      guard let hour = Int(match.1), let minute = Int(match.2), hour < 24, minute < 60 else {
        return nil
      }
      self = .timeOfDay(hour: hour, minute: minute)
      return
    }
    // Anything else that `Date` reads lacks the offset, or the seconds.
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    self = .instant(Int64(date.timeIntervalSince1970 * 1000))
  }

  /// The instant, in milliseconds since 1970-01-01 UTC.
  ///
  /// - Parameters:
  ///   - now: Of the time zone's day; a time of day that is over today is tomorrow's.
  ///   - zone: Of a time of day. One that a change of the clocks skips is the first after it.
  /// - Returns: In the past only where an instant was given.
  func milliseconds(after now: Date, in zone: TimeZone) -> Int64 {
    switch self {
    case .instant(let milliseconds): return milliseconds
    case .timeOfDay(let hour, let minute):
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = zone
      let next = calendar.nextDate(
        after: now, matching: DateComponents(hour: hour, minute: minute, second: 0),
        matchingPolicy: .nextTime)
      // Every day has every time of day, or one after it.
      return Int64((next ?? now).timeIntervalSince1970 * 1000)
    }
  }

  /// When the same time of day was last, in milliseconds since 1970-01-01 UTC; nil of an instant.
  func lastMilliseconds(before now: Date, in zone: TimeZone) -> Int64? {
    guard case .timeOfDay = self else { return nil }
    // The longest day has 25 hours.
    var next = milliseconds(after: now.addingTimeInterval(-26 * 3_600), in: zone)
    var last: Int64?
    while next <= Int64(now.timeIntervalSince1970 * 1000), next != last {
      last = next
      next = milliseconds(after: Date(timeIntervalSince1970: Double(next) / 1000), in: zone)
    }
    return last
  }
}
