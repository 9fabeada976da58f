/// The seasons that filters follow, in rows; 1 where there is none.
struct FilterSeasons: Hashable, Sendable {
  let short: Int
  let long: Int

  /// - Parameters:
  ///   - traits: Of the interval.
  ///   - wanted: A seasonality that is off is not followed by filters either.
  init(_ traits: IntervalTraits, wanted: Seasonalities) {
    let shortest =
      switch traits.kind {
      case .subDaily: wanted.daily
      case .daily: wanted.weekly
      case .calendar, .weekly, .irregular: wanted.yearly
      }
    short = shortest == .off ? 1 : traits.shortSeason
    long = wanted.weekly == .off || short == 1 ? 1 : traits.longSeason
  }
}
