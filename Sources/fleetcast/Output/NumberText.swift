import Foundation

/// Numbers for people: as many digits as tell something, the same in a whole column.
enum NumberText {
  /// Decimals such that the largest of `values` has about six significant digits.
  static func decimals(for values: [Double]) -> Int {
    let largest = values.lazy.filter(\.isFinite).map(abs).max() ?? 0
    guard largest > 0 else { return 0 }
    let digitsBefore = Int(log10(largest).rounded(.down)) + 1
    return min(9, max(0, 6 - max(digitsBefore, 0)))
  }

  /// `value` with that many decimals; in scientific notation where it is out of any table's range.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let isTiny = value != 0 && abs(value) < 1e-7
    let format = abs(value) >= 1e12 || isTiny ? "%.5e" : "%.\(decimals)f"
    return String(format: format, value)
  }

  /// `1 customer`, `1,234 customers`.
  static func counted(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `1234567` as `1,234,567`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var groups: [Substring] = []
    var end = digits.endIndex
    while let start = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex),
      start > digits.startIndex
    {
      groups.insert(digits[start..<end], at: 0)
      end = start
    }
    groups.insert(digits[digits.startIndex..<end], at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }
}
