/// The columns of the trend: a level, a slope, and a hinge for each changepoint.
///
/// At position *x* they are 1, (*x* − `last`)/`unit` and max(*x* − knot, 0)/`unit`.
package struct TrendBasis: Hashable, Sendable {
  /// The position of the last row.
  package let last: Double
  /// The length of the history: one unit of the slope's time.
  package let unit: Double
  /// Positions of the changepoints, ascending.
  package let knots: [Double]
  package let growth: Growth

  package init(growth: Growth, last: Double, unit: Double, knots: [Double]) {
    self.growth = growth
    self.last = last
    self.unit = unit
    self.knots = knots
  }

  /// Of a regular history: evenly spaced changepoints.
  init(rows: Int, growth: Growth, changepoints: Changepoints) {
    last = Double(rows - 1)
    unit = Double(rows)
    self.growth = growth
    let count = growth == .flat ? 0 : min(changepoints.count, rows / 6)
    knots = Self.evenKnots(count: count, rows: Double(rows))
  }

  /// Of given changepoints, of which those between the first row and the last count.
  ///
  /// - Parameters:
  ///   - last: The position of the last row.
  ///   - growth: A flat trend has no changepoints.
  ///   - positions: Of the changepoints, ascending.
  init(last: Double, growth: Growth, changepointsAt positions: [Double]) {
    self.last = last
    unit = last + 1
    self.growth = growth
    knots = growth == .flat ? [] : positions.filter { 0 < $0 && $0 < last }
  }

  /// Changepoints that part so many rows evenly.
  package static func evenKnots(count: Int, rows: Double) -> [Double] {
    (0..<count).map { Double($0 + 1) * rows / Double(count + 1) }
  }

  /// Of an irregular history: a changepoint every so many rows.
  init(positions: [Double], growth: Growth, changepoints: Changepoints) {
    last = positions[positions.count - 1]
    unit = last + 1
    self.growth = growth
    let rows = positions.count
    let count = growth == .flat ? 0 : min(changepoints.count, rows / 6)
    knots = (0..<count).map { positions[($0 + 1) * rows / (count + 1)] }
  }

  var columns: Int { growth == .flat ? 1 : 2 + knots.count }

  /// The same trend, its slope counted from another last row.
  func ending(at position: Double) -> TrendBasis {
    TrendBasis(growth: growth, last: position, unit: unit, knots: knots)
  }

  /// The coefficients that `ending(at:)` needs to say the same.
  func coefficients(_ own: [Double], endingAt position: Double) -> [Double] {
    guard growth == .linear, position != last else { return own }
    var moved = own
    moved[0] += own[1] * (position - last) / unit
    return moved
  }

  /// The trend at a position, before or after the last row.
  func value(at position: Double, _ coefficients: some Collection<Double>) -> Double {
    var iterator = coefficients.makeIterator()
    var value = iterator.next() ?? 0
    if let slope = iterator.next() { value += slope * (position - last) / unit }
    for knot in knots {
      guard let change = iterator.next(), knot < position else { break }
      value += change * (position - knot) / unit
    }
    return value
  }

  /// The trend's change from a position to the next.
  func slope(from position: Double, _ coefficients: some Collection<Double>) -> Double {
    var iterator = coefficients.makeIterator()
    _ = iterator.next()
    var slope = iterator.next() ?? 0
    for knot in knots {
      guard let change = iterator.next(), knot < position + 1 else { break }
      // Of a changepoint between the two positions only what lies behind it counts.
      slope += change * min(1, position + 1 - knot)
    }
    return slope / unit
  }
}
