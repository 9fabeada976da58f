import LinearAlgebra

/// How large errors are at each step ahead: the half width of the 80% interval.
package struct ErrorProfile: Hashable, Sendable {
  /// The part of the mean held-back error that every step has, in units of the series.
  package let offset: Double
  /// The part that grows with the root of the steps.
  package let growth: Double
  /// How far the held-back errors are trusted, in 0...1; the rest is the walk's.
  package let trust: Double
  package let walk: NaiveWalk
  /// How the held-back errors grow with the forecast; nil where they do not, and then `offset` and
  /// `growth` are the same at every level.
  package let level: LevelWidth?

  /// The normal distribution's 80% quantile over its mean deviation.
  private static let walkWidth80 = 1.61
  /// The same, times 1.09 because the weights were chosen by the same errors.
  private static let heldBackWidth80 = 1.75
  private static let jitter = 1e-9

  /// A profile without width.
  static let none = ErrorProfile(walk: .none)

  package init(
    offset: Double, growth: Double, trust: Double, walk: NaiveWalk, level: LevelWidth?
  ) {
    self.offset = offset
    self.growth = growth
    self.trust = trust
    self.walk = walk
    self.level = level
  }

  /// The profile of a series of which nothing was held back.
  init(walk: NaiveWalk) {
    self.init(offset: 0, growth: 0, trust: 0, walk: walk, level: nil)
  }

  /// Of the final forecasts' held-back errors.
  ///
  /// - Parameters:
  ///   - backtest: The errors.
  ///   - plan: Where they were made.
  ///   - levels: Of the forecasts; nil where values of 0 or less have none.
  ///   - walk: What stands in where the errors are few.
  ///   - spread: Of the series.
  ///   - orders: Memory to work in.
  init(
    _ backtest: Backtest, plan: BacktestPlan, levels: HeldBackLevels?, walk: NaiveWalk,
    spread: Double, _ orders: inout OrderFinder
  ) {
    var errors = backtest.errors
    let cap = HeldBackValues.cap(errors, &orders)
    for index in errors.indices where errors[index] > cap { errors[index] = cap }
    level = levels.flatMap { LevelWidth(errors: errors, levels: $0, spread: spread) }
    if let level, let levels {
      for (index, factor) in level.factors(at: levels).enumerated() { errors[index] /= factor }
    }
    let points = plan.points
    var sums = [Double].zeros(points.count)
    var counts = sums
    var place = 0
    for error in errors {
      if !error.isNaN {
        sums[place] += error
        counts[place] += 1
      }
      place = place + 1 == points.count ? 0 : place + 1
    }
    let used = points.indices.filter { counts[$0] > 0 }
    (offset, growth) = Self.line(
      roots: used.map { Double(points[$0]).squareRoot() },
      means: used.map { sums[$0] / counts[$0] }, counts: used.map { counts[$0] })
    trust = plan.intervalTrust(values: Int(counts.reduce(0, +)))
    self.walk = walk
  }

  /// The half width of the 80% interval.
  ///
  /// - Parameters:
  ///   - lead: Steps ahead, more than 0.
  ///   - forecast: What the interval is around; nil for the series' usual level.
  /// - Returns: In units of the series.
  func halfWidth80(lead: Double, around forecast: Double?) -> Double {
    halfWidth80(lead: lead, factor: forecast.flatMap { level?.factor(at: $0) } ?? 1)
  }

  /// As `halfWidth80(lead:around:)`, where the errors are `factor` times as large as usual.
  func halfWidth80(lead: Double, factor: Double) -> Double {
    let measured = trust * factor * (offset + growth * lead.squareRoot())
    let assumed = trust < 1 ? (1 - trust) * walk.meanError(lead: lead) : 0
    return Self.heldBackWidth80 * measured + Self.walkWidth80 * assumed
  }

  /// Least squares of means on roots, neither coefficient below 0.
  private static func line(
    roots: [Double], means: [Double], counts: [Double]
  ) -> (offset: Double, growth: Double) {
    guard let root = roots.first else { return (0, 0) }
    guard roots.count > 1 else { return (0, means[0] / root) }
    var (n, x, xx, y, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for index in roots.indices {
      n += counts[index]
      x += counts[index] * roots[index]
      xx += counts[index] * roots[index] * roots[index]
      y += counts[index] * means[index]
      xy += counts[index] * roots[index] * means[index]
    }
    let determinant = (n + jitter) * (xx + jitter) - x * x
    let offset = ((xx + jitter) * y - x * xy) / determinant
    let growth = ((n + jitter) * xy - x * y) / determinant
    if growth < 0 { return (y / n, 0) }
    return offset < 0 ? (0, xy / xx) : (offset, growth)
  }
}
