import Forecasting
import Foundation

/// Instants for people and reports.
enum InstantText {
  /// `2024-03-01T10:00:00Z` of milliseconds since 1970.
  static func utc(milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
  }

  /// A row's time, in seconds since 1970: `2024-03-01` where it is a whole day.
  static func row(_ seconds: Int64) -> String {
    TimestampText(writing: [seconds]).text(of: seconds)
  }
}
