/// A holiday with its dates: every day of the window has a coefficient of its own.
public struct ProphetHoliday: Hashable, Sendable, Codable {
  /// One row of the holidays' table.
  public struct Date: Hashable, Sendable, Codable {
    /// Days since 1970-01-01.
    public let day: Int
    /// Days before the date that count, at most 0.
    public let lowerWindow: Int
    /// Days after the date that count, at least 0.
    public let upperWindow: Int

    public init(day: Int, lowerWindow: Int, upperWindow: Int) {
      self.day = day
      self.lowerWindow = lowerWindow
      self.upperWindow = upperWindow
    }
  }

  /// The effect of one day of the window.
  public struct Effect: Hashable, Sendable, Codable {
    /// Days after the holiday's date; before it where negative.
    public let offset: Int
    public let coefficient: Double

    public init(offset: Int, coefficient: Double) {
      self.offset = offset
      self.coefficient = coefficient
    }
  }

  public let name: String
  public let dates: [Date]
  public let effects: [Effect]
  public let priorScale: Double

  public init(name: String, dates: [Date], effects: [Effect], priorScale: Double = 10) {
    self.name = name
    self.dates = dates
    self.effects = effects
    self.priorScale = priorScale
  }

  /// The longest window, in days to each side.
  static let longestWindow = 366
  /// The most dates that all holidays of a model may have, and of those the most days of windows.
  static let mostDates = 100_000
  static let mostDays = 1_000_000

  /// Adds the effects to the sums by day.
  ///
  /// Dates that name a day twice count once, as a column of Prophet's is 0 or 1.
  func add(to sums: inout [Int: Double]) {
    for effect in effects {
      let days = dates.lazy.filter { ($0.lowerWindow...$0.upperWindow).contains(effect.offset) }
      for day in Set(days.map { $0.day + effect.offset }) {
        sums[day, default: 0] += effect.coefficient
      }
    }
  }

  /// The offsets that Prophet makes a column of, in the order of its columns: that of their texts.
  static func offsets(of dates: [Date]) -> [Int] {
    // Every window holds its date, so that no day is left out between them.
    guard let lowest = dates.map(\.lowerWindow).min(), let highest = dates.map(\.upperWindow).max()
    else { return [] }
    return (lowest...highest)
      .sorted { Array(column($0).utf8).lexicographicallyPrecedes(Array(column($1).utf8)) }
  }

  /// The end of a column's name, which sorts `+10` before `+2` and both before `-1`.
  static func column(_ offset: Int) -> String { "_delim_\(offset < 0 ? "-" : "+")\(abs(offset))" }
}
