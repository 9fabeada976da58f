import Testing

@testable import Forecasting

/// The times of `2024-03-01` or `2024-03-01T10:00:00`, separated by blanks, in seconds.
func times(_ text: String) throws -> [Int64] {
  try text.split(separator: " ").map { part in
    let numbers = part.split { "-T:".contains($0) }.compactMap { Int64($0) }
    let date = try #require(
      CivilDate(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2])))
    let clock = numbers.dropFirst(3) + [0, 0, 0]
    return date.daysSince1970 * 86_400 + zip(clock, [3600, 60, 1]).map { $0 * $1 }.reduce(0, +)
  }
}
