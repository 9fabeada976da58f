import Forecasting
import Glibc

/// What all customers of a generated fleet have in common in one row.
struct EnergyRow: Sendable {
  let timestamp: [UInt8]
  /// The yearly sine, in -1...1.
  let yearly: Double
  /// What the trend has made of 1 by then.
  let trend: Double
  /// The shapes of week and day, in -1...1.
  let weekly: Double
  let daily: Double

  static func all(_ options: EnergyFleetOptions) -> [EnergyRow] {
    let hours = options.step == .hour ? 24 : 1
    let form = TimestampText(writing: options.step == .hour ? [3_600] : [0])
    return (0..<options.days * hours).map { row in
      EnergyRow(options, day: row / hours, hour: options.step == .hour ? row % hours : nil, form)
    }
  }

  private init(_ options: EnergyFleetOptions, day: Int, hour: Int?, _ form: TimestampText) {
    let epochDay = options.start.daysSince1970 + Int64(day)
    let years = (Double(day) + Double(hour ?? 0) / 24) / 365
    var text: [UInt8] = []
    form.append(epochDay * 86_400 + Int64(hour ?? 0) * 3_600, to: &text)
    timestamp = text
    yearly = sin(2 * .pi * years)
    trend = 1 + options.yearlyTrend * years
    // 1970-01-01 was a Thursday; the table begins on Monday.
    let weekday = Int(((epochDay + 3) % 7 + 7) % 7)
    weekly = [0.3, 0.4, 0.4, 0.4, 0.3, -0.8, -1.0][weekday]
    daily = hour.map(Self.dailyShape) ?? 0
  }

  /// Low at night, a shoulder in the morning and the peak in the evening; its mean over a day is 0.
  private static func dailyShape(hour: Int) -> Double {
    let angle = 2 * Double.pi * Double(hour) / 24
    return 0.7 * sin(angle - 2 * .pi * 9 / 24) + 0.3 * sin(2 * angle - 2 * .pi * 10 / 24)
  }
}

extension [UInt8] {
  /// Appends `number` with at least `count` digits.
  mutating func append(digits number: UInt64, count: Int) {
    let text = String(number)
    append(
      contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, count - text.utf8.count)))
    append(contentsOf: text.utf8)
  }

  /// Appends `value`, smaller than 10^12, with six decimals.
  mutating func append(decimal value: Double) {
    let millionths = UInt64((value.magnitude * 1_000_000).rounded())
    if value < 0, millionths > 0 { append(UInt8(ascii: "-")) }
    append(digits: millionths / 1_000_000, count: 1)
    append(UInt8(ascii: "."))
    append(digits: millionths % 1_000_000, count: 6)
  }
}
