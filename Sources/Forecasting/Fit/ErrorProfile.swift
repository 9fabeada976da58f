import Glibc

/// How large errors are at each step ahead: the half width of the 80% interval.
struct ErrorProfile: Hashable, Sendable, Codable {
  /// The part of the mean held-back error that every step has, in units of the series.
  let offset: Double
  /// The part that grows with the root of the steps.
  let growth: Double
  /// How far the held-back errors are trusted, in 0...1; the rest is the walk's.
  let trust: Double
  let walk: NaiveWalk

  private static let fullTrust = 60.0
  /// The normal distribution's 80% quantile over its mean deviation, 1.61, times 1.09 because the
  /// weights were chosen by the same errors.
  private static let halfWidth80 = 1.75
  private static let jitter = 1e-9

  /// How far so many held-back values are trusted, in 0...1.
  static func trust(values: Int) -> Double { min(1, Double(values) / fullTrust) }

  /// A profile without width.
  static let none = ErrorProfile(offset: 0, growth: 0, trust: 0, walk: .none)

  private init(offset: Double, growth: Double, trust: Double, walk: NaiveWalk) {
    self.offset = offset
    self.growth = growth
    self.trust = trust
    self.walk = walk
  }

  /// Of the final forecasts' held-back errors.
  ///
  /// - Parameters:
  ///   - errors: Sizes, origin by origin; NaN where missing.
  ///   - points: The steps ahead of an origin's errors.
  ///   - walk: What stands in where the errors are few.
  ///   - orders: Memory to work in.
  init(errors: [Double], points: [Int], walk: NaiveWalk, _ orders: inout OrderFinder) {
    let cap = HeldBackValues.cap(errors, &orders)
    var sums = [Double](repeating: 0, count: points.count)
    var counts = sums
    for (index, error) in errors.enumerated() where !error.isNaN {
      sums[index % points.count] += min(error, cap)
      counts[index % points.count] += 1
    }
    let used = points.indices.filter { counts[$0] > 0 }
    (offset, growth) = Self.line(
      roots: used.map { Double(points[$0]).squareRoot() },
      means: used.map { sums[$0] / counts[$0] }, counts: used.map { counts[$0] })
    trust = Self.trust(values: Int(counts.reduce(0, +)))
    self.walk = walk
  }

  /// The half width of the 80% interval.
  ///
  /// - Parameter lead: Steps ahead, more than 0.
  /// - Returns: In units of the series.
  func halfWidth80(lead: Double) -> Double {
    let measured = trust * (offset + growth * lead.squareRoot())
    let assumed = trust < 1 ? (1 - trust) * walk.meanError(lead: lead) : 0
    return Self.halfWidth80 * (measured + assumed)
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
