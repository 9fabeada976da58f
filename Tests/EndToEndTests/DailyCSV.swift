import Foundation

/// A customer's file: `rows` days from 2024-01-01 with a weekly shape around `level`.
func dailyCSV(rows: Int, level: Double = 100) -> String {
  var text = "timestamp,value\n"
  var day = DateComponents(calendar: Calendar(identifier: .gregorian), year: 2024, month: 1, day: 1)
  day.timeZone = .gmt
  let start = day.date ?? .distantPast
  for row in 0..<rows {
    let date = start.addingTimeInterval(Double(row) * 86_400).formatted(
      .iso8601.year().month().day())
    let value = level + 10 * sin(Double(row) * 2 * .pi / 7) + Double(row) * 0.05
    text += "\(date),\((value * 1000).rounded() / 1000)\n"
  }
  return text
}
