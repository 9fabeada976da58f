extension SamplingInterval {
  /// What lies between two steps: a fixed time, or months of the calendar.
  enum Spacing {
    case seconds(Int64)
    case months(Int64)
  }

  /// For an irregular series, the median distance of its rows.
  var spacing: Spacing {
    switch self {
    case .seconds(let seconds): .seconds(seconds)
    case .day: .seconds(.day)
    case .week: .seconds(.week)
    case .months(let count): .months(count)
    case .irregular(let median): .seconds(median)
    }
  }

  /// The parts of a year that rows are taken for; the longest first.
  static let monthCounts: [Int64] = [12, 6, 4, 3, 2, 1]

  /// Every interval that a regular grid can have, the longest first.
  static let regular: [SamplingInterval] =
    monthCounts.map(SamplingInterval.months) + [.week, .day]
    + (1...43_200).reversed().filter { 86_400 % $0 == 0 }.map { .seconds($0) }

  package var isCalendar: Bool {
    if case .months = spacing { true } else { false }
  }

  /// Whether a step is a day or longer, so that a row one hour off still tells its step.
  var isAtLeastADay: Bool {
    switch self {
    case .day, .week, .months: true
    case .seconds, .irregular: false
    }
  }

  /// The length of a step, in seconds; of months the mean in the Gregorian calendar.
  var meanSeconds: Int64 {
    switch spacing {
    case .seconds(let seconds): seconds
    case .months(let count): count * 2_629_746
    }
  }

  /// The shortest distance of two neighbouring steps, in seconds: the shortest months, less the hour
  /// of daylight saving.
  var shortestSeconds: Int64 {
    switch self {
    case .months(let count): Self.shortestDays(ofMonths: count) * .day - .hour
    case .week: .week - .hour
    case .day: .day - .hour
    case .seconds(let seconds), .irregular(let seconds): seconds
    }
  }
}

extension SamplingInterval {
  /// Of months of the calendar that follow each other: with a February of 28 days, and with as few
  /// others of 31 as can be.
  private static func shortestDays(ofMonths count: Int64) -> Int64 {
    switch count {
    case 1: 28
    case 2: 59
    case 3: 89
    case 4: 120
    case 6: 181
    default: 365
    }
  }
}

extension Int64 {
  static let hour: Int64 = 3_600
  static let day: Int64 = 86_400
  static let week: Int64 = 604_800

  /// The quotient, rounded towards negative infinity.
  ///
  /// - Parameter divisor: More than 0.
  /// - Returns: The greatest whole number not above the exact quotient.
  func quotient(roundedDownBy divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// What `quotient(roundedDownBy:)` leaves, in 0..<`divisor`.
  ///
  /// - Parameter divisor: More than 0.
  /// - Returns: The rest above the rounded quotient.
  func remainder(above divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
