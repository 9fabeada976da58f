/// What the times of a seasonality are told apart by.
public enum SeasonUnit: Hashable, Sendable {
  case weekday
  case month
  case quarter
  case hour

  /// Nil where the name is of no seasonality of the calendar.
  init?(seasonality name: String, of interval: SamplingInterval) {
    switch name {
    case "weekly": self = .weekday
    case "yearly": self = interval == .quarter ? .quarter : .month
    case "daily": self = .hour
    default: return nil
    }
  }

  var count: Int {
    switch self {
    case .weekday: 7
    case .month: 12
    case .quarter: 4
    case .hour: 24
    }
  }

  /// How many must be there for one of them to be called the strongest.
  var fewest: Int { self == .hour ? 2 : count }

  /// Which one a time belongs to, from 0: Monday, January, the first quarter, midnight.
  func index(of timestamp: Int64) -> Int {
    let days = timestamp.quotient(roundedDownBy: .day)
    switch self {
    // 1970-01-01 was a Thursday.
    case .weekday: return Int((days + 3).remainder(above: 7))
    case .month: return CivilDate(daysSince1970: days).month - 1
    case .quarter: return (CivilDate(daysSince1970: days).month - 1) / 3
    case .hour: return Int(timestamp.remainder(above: .day) / .hour)
    }
  }
}
