/// How times are written: `2024-03-01` where all are whole days, else `2024-03-01T10:00:00`.
public struct TimestampText: Hashable, Sendable {
  /// Whether the times have no time of day.
  public let isDateOnly: Bool

  /// The form for all of the times that stand together.
  ///
  /// - Parameter timestamps: Seconds since 1970-01-01.
  public init(writing timestamps: [Int64]) {
    isDateOnly = timestamps.allSatisfy { $0.remainder(above: .day) == 0 }
  }

  /// One time as text.
  ///
  /// - Parameter timestamp: Seconds since 1970-01-01.
  /// - Returns: ASCII. Years outside 0 to 9999 have as many digits as they need.
  public func text(of timestamp: Int64) -> String {
    var bytes: [UInt8] = []
    append(timestamp, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes one time behind `bytes`, as `text(of:)` does, without a string in between.
  ///
  /// - Parameters:
  ///   - timestamp: Seconds since 1970-01-01.
  ///   - bytes: ASCII.
  public func append(_ timestamp: Int64, to bytes: inout [UInt8]) {
    let date = CivilDate(daysSince1970: timestamp.quotient(roundedDownBy: .day))
    if (0...9999).contains(date.year) {
      Self.appendTwoDigits(date.year / 100, to: &bytes)
      Self.appendTwoDigits(date.year % 100, to: &bytes)
    } else {
      bytes.append(contentsOf: "\(date.year)".utf8)
    }
    bytes.append(.minus)
    Self.appendTwoDigits(date.month, to: &bytes)
    bytes.append(.minus)
    Self.appendTwoDigits(date.day, to: &bytes)
    if isDateOnly { return }
    let second = Int(timestamp.remainder(above: .day))
    bytes.append(.letterT)
    Self.appendTwoDigits(second / 3600, to: &bytes)
    bytes.append(.colon)
    Self.appendTwoDigits(second / 60 % 60, to: &bytes)
    bytes.append(.colon)
    Self.appendTwoDigits(second % 60, to: &bytes)
  }

  private static func appendTwoDigits(_ number: Int, to bytes: inout [UInt8]) {
    bytes.append(.zero + UInt8(truncatingIfNeeded: number / 10))
    bytes.append(.zero + UInt8(truncatingIfNeeded: number % 10))
  }
}
