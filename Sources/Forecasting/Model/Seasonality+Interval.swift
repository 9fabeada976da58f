extension Seasonality {
  /// The seasonalities that a history carries and a specification wants.
  ///
  /// - Parameters:
  ///   - traits: Of the interval.
  ///   - span: The length of the history, in rows.
  ///   - wanted: What the specification says.
  /// - Returns: The longest period first.
  static func all(
    of traits: IntervalTraits, span: Double, wanted: Seasonalities
  ) -> [Seasonality] {
    let all =
      switch traits.kind {
      case .calendar(rowsPerYear: 1): [Seasonality]()
      case .calendar: [calendarYear(traits, span, wanted.yearly)].compactMap(\.self)
      case .weekly: [year(traits, span, wanted.yearly)].compactMap(\.self)
      case .daily:
        [year(traits, span, wanted.yearly), weekOfDays(span, wanted.weekly)].compactMap(\.self)
      case .subDaily(let day):
        [
          year(traits, span, wanted.yearly), self.day(day, span, wanted.daily),
          week(ofDays: day, span, wanted.weekly),
        ].compactMap(\.self)
      case .irregular(let step): irregular(traits, stepSeconds: step, span: span, wanted)
      }
    return all.map { $0.scaled(by: wanted.priorScale) }
  }

  private func scaled(by factor: Double) -> Seasonality {
    guard factor != 1 else { return self }
    return Seasonality(
      name: name, period: period,
      harmonics: harmonics.map {
        Harmonic(multiple: $0.multiple, deviation: factor * $0.deviation)
      })
  }

  /// Twelve months, four quarters, or other equal parts of the year.
  private static func calendarYear(
    _ traits: IntervalTraits, _ span: Double, _ choice: SeasonalityChoice
  ) -> Seasonality? {
    guard choice.includes(shown: span >= 2 * traits.rowsPerYear) else { return nil }
    return Seasonality(
      name: "yearly", period: traits.rowsPerYear,
      harmonics: (1...Int(traits.rowsPerYear / 2)).map { Harmonic(multiple: $0, deviation: 0.3) })
  }

  /// A year of 365.25 days.
  private static func year(
    _ traits: IntervalTraits, _ span: Double, _ choice: SeasonalityChoice
  ) -> Seasonality? {
    let years = span / traits.rowsPerYear
    guard choice.includes(shown: years >= 0.9) else { return nil }
    // Weeks have too few rows a year to need the tighter prior.
    let deviation = years >= 2 && traits.kind != .weekly ? 0.15 : 0.3
    return Seasonality(
      name: "yearly", period: traits.rowsPerYear,
      harmonics: (1...yearlyOrder(traits, years)).map {
        Harmonic(multiple: $0, deviation: deviation / Double($0))
      })
  }

  /// How many harmonics so many years show.
  private static func yearlyOrder(_ traits: IntervalTraits, _ years: Double) -> Int {
    // A third harmonic needs all of the year: what it says of months never seen is a guess.
    let short = years >= 0.99 ? 3 : 2
    return switch traits.kind {
    case .subDaily: years >= 2 ? 6 : 2
    case .irregular: years >= 2 ? 10 : 2
    case .weekly where years >= 2: years >= 3 ? 6 : 3
    default: years >= 2 ? 10 : short
    }
  }

  private static func weekOfDays(_ span: Double, _ choice: SeasonalityChoice) -> Seasonality? {
    guard choice.includes(shown: span >= 14) else { return nil }
    return Seasonality(
      name: "weekly", period: 7, harmonics: (1...3).map { Harmonic(multiple: $0, deviation: 1) })
  }

  /// Steps so fine that a week has this many rows get fewer harmonics.
  private static let fineWeekRows = 2016

  private static func day(
    _ rowsPerDay: Int, _ span: Double, _ choice: SeasonalityChoice
  ) -> Seasonality? {
    guard choice.includes(shown: span >= Double(2 * rowsPerDay)) else { return nil }
    let order = min(7 * rowsPerDay >= fineWeekRows ? 8 : 10, rowsPerDay / 2)
    return Seasonality(
      name: "daily", period: Double(rowsPerDay),
      harmonics: (1...order).map {
        Harmonic(multiple: $0, deviation: 1 / Double($0).squareRoot())
      })
  }

  /// The week of steps below a day: its own harmonics and those beside the day's, which let the
  /// shape of the day differ by weekday.
  private static func week(
    ofDays rowsPerDay: Int, _ span: Double, _ choice: SeasonalityChoice
  ) -> Seasonality? {
    let period = 7 * rowsPerDay
    guard choice.includes(shown: span >= Double(2 * period)) else { return nil }
    if period >= fineWeekRows {
      return Seasonality(
        name: "weekly", period: Double(period),
        harmonics: (1...3).map { Harmonic(multiple: $0, deviation: 0.3) })
    }
    let sideBands = (1...3).flatMap { day in
      [-3, -2, -1, 1, 2, 3].map { 7 * day + $0 }
    }
    return Seasonality(
      name: "weekly", period: Double(period),
      harmonics: ([1, 2, 3] + sideBands).filter { 2 * $0 <= period }.map {
        Harmonic(multiple: $0, deviation: 0.5)
      })
  }

  /// Whatever the span shows and the density of the rows can tell apart.
  private static func irregular(
    _ traits: IntervalTraits, stepSeconds: Double, span: Double, _ wanted: Seasonalities
  ) -> [Seasonality] {
    let day = 86_400 / stepSeconds
    let week = 7 * day
    let candidates = [
      year(traits, span, wanted.yearly),
      wanted.weekly.includes(shown: span >= 2 * week)
        ? Seasonality(
          name: "weekly", period: week,
          harmonics: (1...3).map { Harmonic(multiple: $0, deviation: 0.5) }) : nil,
      wanted.daily.includes(shown: span >= 2 * day)
        ? Seasonality(
          name: "daily", period: day,
          harmonics: (1...8).map {
            Harmonic(multiple: $0, deviation: 1 / Double($0).squareRoot())
          }) : nil,
    ]
    return candidates.compactMap { $0?.resolved(byRows: 2) }
  }

  /// Without the harmonics of fewer than so many rows a cycle; nil where none is left.
  private func resolved(byRows rows: Double) -> Seasonality? {
    let kept = harmonics.filter { rows * Double($0.multiple) < period }
    return kept.isEmpty ? nil : Seasonality(name: name, period: period, harmonics: kept)
  }
}
