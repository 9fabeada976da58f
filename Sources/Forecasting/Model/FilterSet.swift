import Glibc

/// The gains of one exponential-smoothing filter.
struct FilterSet: Hashable, Sendable {
  /// Of the level.
  let level: Double
  /// Of the damped slope.
  let slope: Double
  /// Of the short season, such as the day of hours.
  let shortSeason: Double
  /// Of the long season, such as the week of hours.
  let longSeason: Double

  /// What a slope keeps from one step to the next.
  static let slopeDamping = 0.9

  /// The sum of the damped slope's parts over so many steps: phi + phi² + ….
  static func slopeSum(over steps: Double) -> Double {
    slopeDamping * (1 - pow(slopeDamping, steps)) / (1 - slopeDamping)
  }

  init(_ level: Double, _ slope: Double, _ shortSeason: Double, _ longSeason: Double) {
    self.level = level
    self.slope = slope
    self.shortSeason = shortSeason
    self.longSeason = longSeason
  }

  /// All filters that run side by side on a series.
  ///
  /// A season is followed once it has been seen twice.
  ///
  /// - Parameters:
  ///   - traits: Of the interval.
  ///   - rows: Of the series.
  ///   - seasons: That filters may follow.
  ///   - growth: A flat trend has no filter that follows a slope.
  /// - Returns: In the order of their lanes.
  static func bank(
    of traits: IntervalTraits, rows: Int, seasons: FilterSeasons, growth: Growth
  ) -> [FilterSet] {
    candidates(of: traits).filter { set in
      (set.shortSeason == 0 || (seasons.short > 1 && rows >= 2 * seasons.short))
        && (set.longSeason == 0 || (seasons.long > 1 && rows >= 2 * seasons.long))
        && (set.slope == 0 || growth == .linear)
    }
  }

  private static func candidates(of traits: IntervalTraits) -> [FilterSet] {
    switch traits.kind {
    case .subDaily:
      [0, 0.01, 0.03].flatMap { level in
        [(0, 0), (0.05, 0.15), (0.3, 0), (0.5, 0)].map { FilterSet(level, 0, $0.0, $0.1) }
      }
    case .calendar(let rowsPerYear) where rowsPerYear > 1:
      [(0, 0), (0.1, 0), (0.3, 0), (0.3, 0.03)].flatMap { gains in
        [0, 0.25].map { FilterSet(gains.0, gains.1, $0, 0) }
      }
    case .daily:
      dailyGains.flatMap { gains in [0, 0.2].map { FilterSet(gains.0, gains.1, $0, 0) } }
    case .weekly, .calendar, .irregular:
      dailyGains.map { FilterSet($0.0, $0.1, 0, 0) }
    }
  }

  private static let dailyGains: [(Double, Double)] = [
    (0, 0), (0.03, 0), (0.1, 0), (0.3, 0), (0.7, 0), (0.9, 0.3),
  ]
}
