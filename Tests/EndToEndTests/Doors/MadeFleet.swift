import Foundation

/// Customers of every kind that forecasts tell apart, made by formulas.
enum MadeFleet {
  /// Customer by the step after its last row but two, as a question's `start` has it.
  static let laterStarts = [
    "daily": "2024-05-03", "hourly": "2024-02-01T03:00:00", "monthly": "2024-03-01",
    "gaps": "2024-05-03", "tiny": "2024-05-03", "huge": "2024-05-03", "constant": "2024-05-03",
  ]

  /// The file of each customer.
  static var files: [String: String] {
    let shape = { (row: Int) in 100 + 20 * sin(Double(row) * 0.9) + 0.37 * Double(row % 11) }
    return [
      "daily": csv(rows: 121, unit: .day, shape),
      "hourly": csv(rows: 744, unit: .hour, shape),
      "monthly": csv(rows: 60, unit: .month, shape),
      "gaps": csv(rows: 121, unit: .day) {
        $0 % 9 == 4 || (40..<52).contains($0) ? nil : shape($0)
      },
      // Numbers that are written with an exponent.
      "tiny": csv(rows: 121, unit: .day) { shape($0) * 1e-9 },
      "huge": csv(rows: 121, unit: .day) { -shape($0) * 1e17 },
      "constant": csv(rows: 121, unit: .day) { _ in 42.5 },
    ]
  }

  private enum Unit { case day, hour, month }

  /// The last row is of 2024-04-30 (days), 2024-01-31T23 (hours) or 2023-12-01 (months).
  private static func csv(rows: Int, unit: Unit, _ value: (Int) -> Double?) -> String {
    var text = "timestamp,value\n"
    for row in 0..<rows {
      guard let value = value(row) else { continue }
      text += "\(time(row, unit)),\(value)\n"
    }
    return text
  }

  private static func time(_ row: Int, _ unit: Unit) -> String {
    switch unit {
    case .month: return "\(2019 + row / 12)-\(twoDigits(row % 12 + 1))-01"
    case .day: return date(2024, daysAfterNewYear: row)
    case .hour: return date(2024, daysAfterNewYear: row / 24) + "T\(twoDigits(row % 24)):00:00"
    }
  }

  private static func date(_ year: Int, daysAfterNewYear days: Int) -> String {
    var rest = days
    for (month, length) in [31, 29, 31, 30, 31, 30].enumerated() {
      if rest < length { return "\(year)-\(twoDigits(month + 1))-\(twoDigits(rest + 1))" }
      rest -= length
    }
    preconditionFailure("the made fleet ends in June")
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
