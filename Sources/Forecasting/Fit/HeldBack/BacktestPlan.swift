import Glibc

/// From which rows the model is held back to forecast rows it has not seen, and how far.
struct BacktestPlan: Hashable, Sendable {
  /// Steps forecast from each origin.
  let horizon: Int
  /// Rows known at each origin, ascending; empty where the series is too short.
  let origins: [Int]
  /// The steps ahead at which errors are taken, ascending.
  let points: [Int]
  /// The row where the recent tail begins: filters run from here.
  let tailStart: Int
  /// The length of the series in reference horizons.
  let horizonsOfHistory: Double

  /// - Parameters:
  ///   - rows: Of the series.
  ///   - horizon: The reference horizon.
  ///   - traits: Of the interval.
  init(rows: Int, horizon: Int, traits: IntervalTraits) {
    let subDaily = traits.isSubDaily
    let horizonRows = min(horizon, max(1, rows / 4))
    let settling = subDaily ? 336 : 2 * traits.shortSeason
    let tail = min(rows, max(traits.tailRows, 2 * horizon + settling))
    tailStart = rows - tail
    self.horizon = horizonRows
    horizonsOfHistory = Double(rows) / Double(horizon)
    let distance = max(1, Self.rounded(Double(horizonRows) * (subDaily ? 0.5 : 0.125)))
    let warmUp =
      subDaily
      ? min(traits.settlingRows, rows / 2) : (tailStart > 0 ? traits.settlingRows : 0)
    let oldest = max(4, rows / 3, tailStart + warmUp)
    origins = (0..<(subDaily ? 16 : 32)).map { rows - horizonRows - distance * $0 }
      .filter { $0 >= oldest }.reversed()
    points = Self.points(upTo: horizonRows, geometric: subDaily)
  }

  /// Up to 24 steps that grow geometrically, or up to 12 that are evenly spaced.
  private static func points(upTo horizon: Int, geometric: Bool) -> [Int] {
    let count = min(horizon, geometric ? 24 : 12)
    guard count > 1 else { return [1] }
    let last = Double(horizon)
    var points: [Int] = []
    for index in 0..<count {
      let share = Double(index) / Double(count - 1)
      let step = rounded(geometric ? pow(last, share) : 1 + share * (last - 1))
      if step != points.last { points.append(step) }
    }
    return points
  }

  /// To the nearest whole number, halves to the even one.
  static func rounded(_ value: Double) -> Int { Int(value.rounded(.toNearestOrEven)) }
}
