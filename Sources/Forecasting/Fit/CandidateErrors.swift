import Glibc

/// The held-back errors of every filter and damping on one scale, in units of the series.
struct CandidateErrors {
  /// By observed value, damping, and lane of the bank; NaN in idle lanes.
  private let errors: [Double]
  /// How much each observed value counts.
  private let shares: [Double]
  private let groups: Int

  /// - Parameters:
  ///   - forecasts: Of all filters, on the scale.
  ///   - scale: Of the forecasts.
  ///   - bounds: Of the series; forecasts are clamped.
  ///   - actuals: What came.
  ///   - leads: How far ahead each forecast lies.
  ///   - filters: How many lanes are in use.
  init(
    _ forecasts: HeldBackForecasts, scale: SeriesScale, bounds: ValueBounds,
    actuals: HeldBackValues, leads: [Double], filters: Int
  ) {
    groups = forecasts.bases.count / leads.count
    shares = actuals.shares.filter { $0 > 0 }
    let points = leads.count / forecasts.slopes.count
    let lanes = Lanes.scalarCount
    let dampings = FilterWeights.dampings.count
    var errors = [Double](repeating: .nan, count: shares.count * dampings * groups * lanes)
    var place = 0
    for index in leads.indices where actuals.shares[index] > 0 {
      let growth = forecasts.slopes[index / points] * leads[index]
      for group in 0..<groups {
        let values = scale.restored(
          forecasts.bases[index * groups + group], growth: growth)
        let used = min(lanes, filters - group * lanes)
        for (damping, value) in values.enumerated() {
          let error = bounds.clamp(value) - actuals.values[index]
          let first = place + (damping * groups + group) * lanes
          for lane in 0..<used { errors[first + lane] = abs(error[lane]) }
        }
      }
      place += dampings * groups * lanes
    }
    self.errors = errors
  }

  /// Six medians of all errors.
  func cap(_ orders: inout OrderFinder) -> Double { HeldBackValues.cap(errors, &orders) }

  /// The mean error of each filter and damping, by damping and group.
  ///
  /// - Parameter cap: Larger errors count as this.
  /// - Returns: Infinite in idle lanes.
  func means(cap: Double) -> [Lanes] {
    let candidates = errors.count / shares.count
    var sums = [Double](repeating: 0, count: candidates)
    for (row, share) in shares.enumerated() {
      let first = row * candidates
      for candidate in 0..<candidates {
        sums[candidate] += share * min(errors[first + candidate], cap)
      }
    }
    return stride(from: 0, to: candidates, by: Lanes.scalarCount).map { first in
      var lanes = Lanes(repeating: .infinity)
      for lane in lanes.indices where !errors[first + lane].isNaN {
        lanes[lane] = sums[first + lane]
      }
      return lanes
    }
  }
}
