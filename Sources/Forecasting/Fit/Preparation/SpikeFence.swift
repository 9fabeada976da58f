/// Bounds beyond which a value is no observation but a mistake, unless it lasts.
///
/// They lie ten times the distance of the outer twentieths of the data beyond these. One value a
/// million times too large would otherwise ruin a forecast.
struct SpikeFence: Hashable, Sendable {
  let lower: Double
  let upper: Double

  private static let reach = 10.0
  private static let fewestRows = 12

  /// Nil where the data are too few or too equal to tell, or so many lie outside that they are data.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - observed: How many are not.
  ///   - outer: Between what the middle nine tenths lie; nil where the data are too few.
  init?(around values: [Double], observed: Int, outer: ClosedRange<Double>?) {
    guard let outer, outer.lowerBound < outer.upperBound else { return nil }
    let width = outer.upperBound - outer.lowerBound
    lower = outer.lowerBound - Self.reach * width
    upper = outer.upperBound + Self.reach * width
    let outside = values.count(where: isOutside)
    guard Double(outside) <= max(2, 0.01 * Double(observed)) else { return nil }
  }

  /// Between what the middle nine tenths of values lie; nil where they are too few to tell.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - observed: How many are not.
  ///   - orders: Memory to work in.
  /// - Returns: The values at 5% and 95% of the ranks, rounded half to even.
  static func outer(
    of values: [Double], observed: Int, _ orders: inout OrderFinder
  ) -> ClosedRange<Double>? {
    guard observed >= fewestRows else { return nil }
    let last = Double(observed - 1)
    let low = orders.value(
      atRank: BacktestPlan.rounded(0.05 * last), of: values, observed: observed)
    let high = orders.value(
      atRank: BacktestPlan.rounded(0.95 * last), of: values, observed: observed)
    return low...high
  }

  init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  func isOutside(_ value: Double) -> Bool { value < lower || value > upper }

  /// Makes values outside missing that come alone or in pairs; more in a row are a true jump.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - earlier: How many of the last two observed values before these lay outside.
  func removeSpikes(from values: inout [Double], after earlier: Int = 0) {
    // Nearly always there is none, and the values need not be copied.
    guard values.contains(where: isOutside) else { return }
    var run: [Int] = []
    var earlier = earlier
    for row in values.indices where !values[row].isNaN {
      if isOutside(values[row]) {
        run.append(row)
      } else {
        removeRun(&run, after: earlier, from: &values)
        earlier = 0
      }
    }
    removeRun(&run, after: earlier, from: &values)
  }

  /// How many of the last two observed values lie outside, none before them being inside.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - unit: What the fence was divided by, and these were not.
  ///   - earlier: How many of the last two observed values before these lay outside.
  /// - Returns: 0, 1 or 2.
  func outsideAtEnd(
    of values: ArraySlice<Double>, unit: Double = 1, after earlier: Int = 0
  ) -> Int {
    let last = Array(values.reversed().lazy.filter { !$0.isNaN }.prefix(2))
    let outside = last.prefix { isOutside($0 / unit) }.count
    return outside < last.count ? outside : min(2, outside + earlier)
  }

  private func removeRun(_ run: inout [Int], after earlier: Int, from values: inout [Double]) {
    if earlier + run.count <= 2 {
      for row in run { values[row] = .nan }
    }
    run.removeAll(keepingCapacity: true)
  }
}
