/// The regular times that a series' rows stand on.
///
/// Steps are numbered absolutely, so that all series of one interval share a numbering:
///
/// | interval | number of a step |
/// | --- | --- |
/// | seconds, day, week | lengths of the interval since 1970-01-01, rounded down |
/// | *m* months | (12 · year + month − 1) / *m*, rounded down: 4 · year + quarter − 1, the year |
/// | irregular | median distances since the last row, which is step 0 |
public struct TimeGrid: Hashable, Sendable {
  public let interval: SamplingInterval
  /// Seconds into the step (seconds, day, week), second of the day (months), or the
  /// time of the last row (irregular).
  package let offset: Int64
  /// The month within the step, from 0: 0...2 of a quarter, 0...11 of a year; 0 where the interval is
  /// no calendar one.
  package let month: Int
  /// The day of the month, in 1...31, moved back to the last day of shorter months: 31 is the
  /// month's end; 1 where the interval is no calendar one.
  package let day: Int

  /// The number of the step at `timestamp`, nil where that is not on the grid.
  ///
  /// With intervals of a day and more, one hour early or late is on the grid too: that is what
  /// daylight saving makes of local times in UTC.
  ///
  /// - Parameter timestamp: Seconds since 1970-01-01.
  /// - Returns: The absolute number, or nil.
  public func step(of timestamp: Int64) -> Int? {
    let step = step(holding: timestamp)
    let delay = timestamp - self.timestamp(ofStep: step)
    return delay == 0 || (abs(delay) == .hour && interval.isAtLeastADay) ? step : nil
  }

  /// The number of the step that `timestamp` falls in, on the grid or not.
  ///
  /// A step reaches from its time to the next one's (both an hour earlier where `step(of:)` allows
  /// for daylight saving), a week half a week to both sides; months are those of the
  /// calendar.
  ///
  /// - Parameter timestamp: Seconds since 1970-01-01.
  /// - Returns: The absolute number.
  public func step(holding timestamp: Int64) -> Int {
    switch interval.spacing {
    case .seconds(let length):
      Int((timestamp - offset + earliness).quotient(roundedDownBy: length))
    case .months(let count):
      Int(monthNumber(at: timestamp - offset + .hour).quotient(roundedDownBy: count))
    }
  }

  /// The time of a step.
  ///
  /// - Parameter step: As numbered by `step(of:)`.
  /// - Returns: Seconds since 1970-01-01.
  public func timestamp(ofStep step: Int) -> Int64 {
    switch interval.spacing {
    case .seconds(let length):
      Int64(step) * length + offset
    case .months(let count):
      CivilDate(day: day, ofMonthNumber: Int64(step) * count + Int64(month)).daysSince1970 * .day
        + offset
    }
  }

  /// How long before its time a step begins, in seconds.
  private var earliness: Int64 {
    if interval == .week { return .week / 2 }
    return interval.isAtLeastADay ? .hour : 0
  }

  private func monthNumber(at timestamp: Int64) -> Int64 {
    CivilDate(daysSince1970: timestamp.quotient(roundedDownBy: .day)).monthNumber
  }
}

extension TimeGrid {
  /// The grid of `interval` that has a step at `timestamp`.
  ///
  /// - Parameters:
  ///   - interval: The time between two steps.
  ///   - timestamp: Seconds since 1970-01-01.
  ///   - monthEnd: Whether calendar steps are at the ends of months, as `timestamp` is.
  init(_ interval: SamplingInterval, through timestamp: Int64, monthEnd: Bool = false) {
    self.interval = interval
    switch (interval, interval.spacing) {
    case (.irregular, _):
      offset = timestamp
      month = 0
      day = 1
    case (_, .seconds(let length)):
      offset = timestamp.remainder(above: length)
      month = 0
      day = 1
    case (_, .months(let count)):
      let date = CivilDate(daysSince1970: timestamp.quotient(roundedDownBy: .day))
      offset = timestamp.remainder(above: .day)
      month = Int(date.monthNumber.remainder(above: count))
      day = monthEnd ? 31 : date.day
    }
  }
}
