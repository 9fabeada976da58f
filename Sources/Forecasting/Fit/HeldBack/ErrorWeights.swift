import Glibc

/// Weights by held-back error: (best / own) to a power.
enum ErrorWeights {
  /// Of filters and dampings.
  static let filterPower = 16.0
  /// Of the filters' mixture beside the autoregressions.
  static let groupPower = 3.0

  private static let smallestShare = 1e-9

  /// The best error, but not so small that rounding would choose.
  ///
  /// - Parameters:
  ///   - errors: Of all candidates.
  ///   - spread: Of the series, in its units.
  /// - Returns: In units of the series.
  static func best(_ errors: some Sequence<Double>, spread: Double) -> Double {
    max(errors.reduce(.infinity, min), smallestShare * spread)
  }

  static func weight(_ error: Double, best: Double, power: Double) -> Double {
    pow(best / max(error, best), power)
  }

  /// The weights of all filters and dampings on each scale; they add up to 1 over all.
  ///
  /// - Parameters:
  ///   - errors: One a scale, by group and damping; idle lanes are infinite.
  ///   - groups: Of filters.
  ///   - spread: Of the series, in its units.
  /// - Returns: One a scale.
  static func ofFilters(_ errors: [[Lanes]], groups: Int, spread: Double) -> [FilterWeights] {
    let best = best(errors.joined().map { $0.min() }, spread: spread)
    var weights = errors.map { scale in
      scale.map { error in
        let share = best / error.atLeast(Lanes(repeating: best))
        return share.power(filterPower)
      }
    }
    let total = weights.joined().reduce(0) { $0 + $1.sum() }
    for scale in weights.indices {
      for index in weights[scale].indices { weights[scale][index] /= total }
    }
    return weights.map { FilterWeights(lanes: $0, groups: groups) }
  }
}
