import Glibc

/// The held-back errors of every filter and damping on one scale, in units of the series.
struct CandidateErrors {
  /// By observed value, damping, and group of filters; infinite in idle lanes.
  private var errors: [Lanes]
  /// How much each observed value counts.
  private let shares: [Double]
  private let groups: Int
  /// Lanes in use.
  private let filters: Int

  /// - Parameters:
  ///   - forecasts: Of all filters, on the scale.
  ///   - scale: Of the forecasts.
  ///   - bounds: Of the series; forecasts are clamped.
  ///   - actuals: What came.
  ///   - frame: Of the series.
  init(
    _ forecasts: HeldBackForecasts, scale: SeriesScale, bounds: ValueBounds,
    actuals: HeldBackValues, frame: GridFrame<some DesignMatrix>
  ) {
    filters = frame.bank.count
    groups = forecasts.bases.count / frame.leads.count
    shares = actuals.shares.filter { $0 > 0 }
    errors = [Lanes](
      repeating: .zero, count: shares.count * groups * FilterWeights.dampings.count)
    let points = frame.plan.points.count
    let restored = LaneRestorer(scale, bounds)
    var first = 0
    for index in frame.leads.indices where actuals.shares[index] > 0 {
      let growth = restored.growth(forecasts.slopes[index / points] * frame.leads[index])
      let actual = actuals.values[index]
      for group in 0..<groups {
        let base = forecasts.bases[index * groups + group]
        let values = restored.values(base, growth: growth)
        errors[first + group] = (restored.clamp(values.none) - actual).sizes
        errors[first + groups + group] = (restored.clamp(values.half) - actual).sizes
        errors[first + 2 * groups + group] = (restored.clamp(values.full) - actual).sizes
      }
      first += groups * FilterWeights.dampings.count
    }
    makeIdleLanesInfinite()
  }

  private mutating func makeIdleLanesInfinite() {
    let used = filters - (groups - 1) * Lanes.scalarCount
    guard used < Lanes.scalarCount else { return }
    for index in stride(from: groups - 1, to: errors.count, by: groups) {
      for lane in used..<Lanes.scalarCount { errors[index][lane] = .infinity }
    }
  }

  /// Six medians of all errors.
  func cap(_ orders: inout OrderFinder) -> Double {
    let observed = shares.count * FilterWeights.dampings.count * filters
    return HeldBackValues.cap(median: orders.median(of: errors, observed: observed))
  }

  /// The mean error of each filter and damping, by damping and group.
  ///
  /// - Parameter cap: Larger errors count as this.
  /// - Returns: Infinite in idle lanes.
  func means(cap: Double) -> [Lanes] {
    let candidates = groups * FilterWeights.dampings.count
    var sums = [Lanes](repeating: .zero, count: candidates)
    let caps = Lanes(repeating: cap)
    for (row, share) in shares.enumerated() {
      let first = row * candidates
      for candidate in 0..<candidates {
        sums[candidate] += share * errors[first + candidate].atMost(caps)
      }
    }
    for candidate in 0..<candidates {
      sums[candidate].replace(with: .infinity, where: errors[candidate] .== .infinity)
    }
    return sums
  }
}
