import Glibc

/// How errors grow with the level of the forecast: as a power of it.
package struct LevelWidth: Hashable, Sendable {
  /// More than 0, at most 1: errors in proportion to the level.
  package let exponent: Double
  /// The level of the typical error, in the model's units; more than 0.
  package let reference: Double

  private static let exponents = [0, 0.5, 1]
  /// How decidedly the exponent that leaves the least mean error is taken.
  private static let decision = 100.0
  private static let ratios = 0.1...10.0
  private static let smallestShare = 1e-9

  package init(exponent: Double, reference: Double) {
    self.exponent = exponent
    self.reference = reference
  }

  /// Nil where the errors do not grow.
  ///
  /// - Parameters:
  ///   - errors: Sizes, capped; NaN where missing, at least one is not.
  ///   - levels: Of the forecasts, in the order of the errors.
  ///   - spread: Of the series.
  init?(errors: [Double], levels: HeldBackLevels, spread: Double) {
    reference = levels.reference
    // The sums of the errors over the level's powers.
    var sums = SIMD3<Double>.zero
    var observed = 0.0
    var logarithm = 0.0
    for (index, root) in levels.powers(-0.5).enumerated() where !errors[index].isNaN {
      sums += errors[index] * SIMD3(1, root, root * root)
      observed += 1
      logarithm += levels.logarithms[index]
    }
    // All are brought to the geometric mean level.
    let root = exp(0.5 * logarithm / observed)
    sums *= SIMD3(1, root, root * root)
    let means = Self.exponents.indices.map {
      max(sums[$0] / observed, Self.smallestShare * spread)
    }
    let best = means.reduce(.infinity, min)
    let weights = means.map { pow(best / $0, Self.decision) }
    let weighted = zip(weights, Self.exponents).reduce(0) { $0 + $1.0 * $1.1 }
    exponent = weighted / weights.reduce(0, +)
    if exponent == 0 { return nil }
  }

  /// How many times as wide as at the reference the errors are where the forecast is `forecast`.
  func factor(at forecast: Double) -> Double {
    pow(Self.ratio(forecast, to: reference), exponent)
  }

  /// As `factor(at:)`, of all held-back forecasts.
  func factors(at levels: HeldBackLevels) -> [Double] { levels.powers(exponent) }

  /// Bounded, so that one forecast far from the history is neither certain nor without bound.
  static func ratio(_ forecast: Double, to reference: Double) -> Double {
    min(max(forecast / reference, ratios.lowerBound), ratios.upperBound)
  }

  /// Whether every width will be finite.
  var isSound: Bool { exponent > 0 && exponent <= 1 && reference > 0 && reference.isFinite }
}
