/// The time between two rows of a series.
public enum SamplingInterval: Hashable, Sendable {
  /// A step of `seconds` that divides a day and is shorter than one.
  case seconds(Int64)
  case day
  case week
  /// So many months of the calendar: 1, 2, 3, 4, 6 or 12.
  case months(Int64)
  /// No regular grid holds the rows; forecasts step by the median distance.
  case irregular(medianSeconds: Int64)

  /// The ISO 8601 duration, such as `P1D` or `PT15M`; `irregular` where there is none.
  public var iso8601: String {
    switch self {
    case .seconds(let seconds) where seconds % 3600 == 0: "PT\(seconds / 3600)H"
    case .seconds(let seconds) where seconds % 60 == 0: "PT\(seconds / 60)M"
    case .seconds(let seconds): "PT\(seconds)S"
    case .day: "P1D"
    case .week: "P1W"
    case .year: "P1Y"
    case .months(let count): "P\(count)M"
    case .irregular: "irregular"
    }
  }

  public static let month = SamplingInterval.months(1)
  public static let quarter = SamplingInterval.months(3)
  public static let year = SamplingInterval.months(12)
}
