/// What the model takes for granted about an interval, whatever the series.
///
/// Sections 3, 6 and 10 of `docs/model.md` state where each number comes from.
struct IntervalTraits: Hashable, Sendable {
  /// How the rows of an interval are modelled.
  enum Kind: Hashable, Sendable {
    case subDaily(rowsPerDay: Int)
    case daily
    case weekly
    /// Months of the calendar, or multiples of them.
    case calendar(rowsPerYear: Int)
    /// Rows at any times; the unit of time is their median distance.
    case irregular(stepSeconds: Double)
  }

  let kind: Kind

  init(_ interval: SamplingInterval) {
    switch interval {
    case .seconds(let seconds): kind = .subDaily(rowsPerDay: Int(86_400 / seconds))
    case .day: kind = .daily
    case .week: kind = .weekly
    case .months(let count): kind = .calendar(rowsPerYear: Int(12 / count))
    case .irregular(let median): kind = .irregular(stepSeconds: Double(median))
    }
  }

  var isSubDaily: Bool {
    if case .subDaily = kind { true } else { false }
  }

  var isIrregular: Bool {
    if case .irregular = kind { true } else { false }
  }

  /// Rows a year; of 365.25 days where the calendar does not say.
  var rowsPerYear: Double {
    switch kind {
    case .subDaily(let rowsPerDay): 365.25 * Double(rowsPerDay)
    case .daily: 365.25
    case .weekly: 365.25 / 7
    case .calendar(let rowsPerYear): Double(rowsPerYear)
    case .irregular(let step): 365.25 * 86_400 / step
    }
  }

  /// Rows after which an observation counts half as much; nil where all count the same.
  var halfLife: Double? {
    switch kind {
    case .subDaily, .daily: 1.5 * rowsPerYear
    case .weekly, .calendar: nil
    case .irregular(let step): step < 604_800 ? 1.5 * rowsPerYear : nil
    }
  }

  /// The length of the season that filters follow, such as the day of hours; 1 where there is none.
  var shortSeason: Int {
    switch kind {
    case .subDaily(let rowsPerDay): rowsPerDay
    case .daily: 7
    case .calendar(let rowsPerYear): rowsPerYear
    case .weekly, .irregular: 1
    }
  }

  /// The length of the season beyond, such as the week of hours; 1 where there is none.
  var longSeason: Int {
    if case .subDaily(let day) = kind, 7 * day <= 700 { 7 * day } else { 1 }
  }

  /// The length of the recent tail, where the horizon does not ask for a longer one.
  var tailRows: Int {
    switch kind {
    case .subDaily(let day): min(2880, (day <= 24 ? 84 : 10) * day)
    case .daily, .irregular: 400
    case .weekly: 300
    case .calendar: 200
    }
  }

  /// Two weeks of rows, at most 336: what the filters of a sub-daily series need to settle.
  var settlingRows: Int {
    if case .subDaily(let day) = kind { min(336, 14 * day) } else { 2 * shortSeason }
  }

  /// Consecutive errors of one sign beyond the clip that make a level shift.
  var shiftRows: Int {
    if case .subDaily(let day) = kind { min(24, max(4, day)) } else { 4 }
  }

  /// Lags of the seasonal autoregression; empty where there is none.
  var autoregressionLags: [Int] {
    if case .subDaily(rowsPerDay: 24) = kind { SeasonalAutoregression.hourlyLags } else { [] }
  }

  /// The horizon that a model is best at where nobody says.
  var defaultHorizon: Int {
    switch kind {
    case .subDaily(let day): min(Horizon.maximumSteps, day > 96 ? day : 7 * day)
    case .daily: 28
    case .weekly: 13
    case .calendar(rowsPerYear: 12): 18
    case .calendar(let rowsPerYear): max(4, 2 * rowsPerYear)
    case .irregular(let step): Self.defaultHorizon(stepSeconds: step)
    }
  }

  /// That of the regular interval next to a step.
  private static func defaultHorizon(stepSeconds: Double) -> Int {
    let day = 86_400.0
    switch stepSeconds / day {
    case ..<(1.0 / 96): return min(Horizon.maximumSteps, Int(day / stepSeconds))
    case ..<0.5: return Int(7 * day / stepSeconds)
    case ..<3.5: return 28
    case ..<18: return 13
    case ..<60: return 18
    case ..<180: return 8
    default: return 4
    }
  }
}
