/// How well prediction intervals held what came.
public struct IntervalMeasures: Hashable, Sendable, Codable {
  /// The share of values inside, bounds included; best when equal to the level.
  public let coverage: Double
  /// Mean scaled interval score: width, and a penalty for what is outside, in units of the seasonal
  /// scale; 0 is best; nil where that scale is nil.
  ///
  /// Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007),
  /// scaled as in the M4 competition.
  public let msis: Double?

  /// Compares an interval with what came; nil where nothing came.
  ///
  /// - Parameters:
  ///   - interval: One pair of bounds a step.
  ///   - actual: As many values; NaN where missing, which leaves the step out.
  ///   - scale: Of the values that the model was trained on.
  public init?(of interval: PredictionInterval, actual: [Double], scale: SeasonalScale) {
    precondition(
      interval.lower.count == actual.count && interval.upper.count == actual.count,
      "one interval a value")
    let penalty = 2 / (1 - interval.level)
    var count = 0.0
    var inside = 0.0
    var score = 0.0
    for (step, y) in actual.enumerated() where !y.isNaN {
      let lower = interval.lower[step]
      let upper = interval.upper[step]
      count += 1
      if lower <= y, y <= upper { inside += 1 }
      score += upper - lower + penalty * (max(lower - y, 0) + max(y - upper, 0))
    }
    guard count > 0 else { return nil }
    coverage = inside / count
    msis = scale.meanAbsolute.map { score / count / $0 }
  }
}
