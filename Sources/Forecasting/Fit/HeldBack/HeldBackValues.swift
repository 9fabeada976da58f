/// The values that were held back, origin by origin.
struct HeldBackValues {
  /// By origin and point, NaN where missing.
  let values: [Double]
  /// How much each value counts, 0 where missing; they add up to 1.
  ///
  /// Every origin that has a value counts the same, and so does every value of an origin.
  let shares: [Double]
  /// How many values of each origin are not missing.
  let observed: [Int]

  /// Nil where nothing was held back, or nothing of it observed.
  ///
  /// - Parameters:
  ///   - series: NaN where missing.
  ///   - start: The row of the first value.
  ///   - plan: Of the series.
  init?(_ series: [Double], from start: Int = 0, plan: BacktestPlan) {
    let points = plan.points
    var values: [Double] = []
    values.reserveCapacity(plan.origins.count * points.count)
    var observed: [Int] = []
    observed.reserveCapacity(plan.origins.count)
    for origin in plan.origins {
      var count = 0
      for point in points {
        let value = series[origin - 1 + point - start]
        values.append(value)
        count += value.isNaN ? 0 : 1
      }
      observed.append(count)
    }
    let origins = observed.count(where: { $0 > 0 })
    guard origins > 0 else { return nil }
    var shares: [Double] = []
    shares.reserveCapacity(values.count)
    for count in observed {
      let share = 1 / Double(origins * max(count, 1))
      for _ in points { shares.append(values[shares.count].isNaN ? 0 : share) }
    }
    self.shares = shares
    self.observed = observed
    self.values = values
  }

  /// How much an observed value of each origin counts.
  var originWeights: [Double] {
    let origins = Double(observed.count { $0 > 0 })
    return observed.map { $0 > 0 ? 1 / (origins * Double($0)) : 0 }
  }

  /// The mean over origins of the mean over points of errors.
  ///
  /// - Parameters:
  ///   - errors: In the order of `values`, NaN where missing.
  ///   - cap: Larger errors count as this.
  /// - Returns: In the unit of the errors.
  func meanError(_ errors: [Double], cap: Double) -> Double {
    var sum = 0.0
    for (error, share) in zip(errors, shares) where share > 0 { sum += share * min(error, cap) }
    return sum
  }

  /// Six medians of the errors, so that one wild row does not choose the model.
  ///
  /// There is no cap where that is 0.
  ///
  /// - Parameters:
  ///   - errors: NaN where missing.
  ///   - orders: Memory to work in.
  /// - Returns: More than 0.
  static func cap(_ errors: [Double], _ orders: inout OrderFinder) -> Double {
    let observed = errors.count(where: { !$0.isNaN })
    guard observed > 0 else { return .infinity }
    return cap(median: orders.median(of: errors, observed: observed))
  }

  static func cap(median: Double) -> Double { median > 0 ? capMedians * median : .infinity }

  private static let capMedians = 6.0
}
