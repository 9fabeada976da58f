import Forecasting
import Glibc

/// The trend of a core as a line of straight pieces, in units of the series.
///
/// In the history it bends where the core's does. What the filters know of the level comes in over
/// the history's last piece: one step would be as exact, but so steep that Prophet, which judges the
/// trend to come by the size of the bends before, would be sure of nothing. After the last row it
/// bends as often as it takes to follow the filters' damped slope and a logarithmic trend's curve.
struct TrendLine {
  struct Knot {
    let position: Double
    let value: Double
  }

  /// Ascending; the line goes on beyond the last one as between the last two.
  let knots: [Knot]
  private let core: ModelCore
  /// Added to the core's trend, on its scale.
  private let shift: Double

  /// - Parameters:
  ///   - core: Whose trend.
  ///   - shift: The mean of the seasonalities, on the core's scale.
  init(_ core: ModelCore, shift: Double) {
    self.core = core
    self.shift = shift
    func restored(_ value: Double) -> Double {
      core.isLogarithmic ? exp(min(value + shift, Self.largestLogarithm)) : value + shift
    }
    func future(_ lead: Int) -> Double {
      let value = restored(core.trend(lead: Double(lead)))
      return min(max(value, core.limits.lowerBound), core.limits.upperBound)
    }
    var knots = [0] + core.bends
    if core.last == 0 { knots = [] }
    var line = knots.map { Knot(position: $0, value: restored(core.trend(at: $0))) }
    line.append(Knot(position: core.last, value: future(0)))
    let size = core.isLogarithmic ? core.largestSize : 1
    let bends = Self.bends(
      of: future, steps: Self.steps(after: core), tolerance: Self.tolerance * core.spread * size)
    line += bends.map { Knot(position: core.last + Double($0), value: future($0)) }
    self.knots = line
  }

  /// Beside the spread of the series, no difference that anybody could see.
  private static let tolerance = 1e-3
  private static let largestLogarithm = 500.0
  private static let mostBends = 100

  /// The steps of a forecast before the year 10000, which Prophet's times cannot say.
  private static func steps(after core: ModelCore) -> Int {
    let rest = ProphetModel.times.upperBound - core.timestamp(at: core.last)
    let steps = rest / (core.meanDaysPerRow * 86_400)
    return Int(min(max(0, steps), Double(Horizon.maximumSteps)))
  }

  /// The leads at which a line through a curve's values follows it.
  private static func bends(
    of curve: (Int) -> Double, steps: Int, tolerance: Double
  ) -> [Int] {
    var tolerance = max(tolerance, .leastNormalMagnitude)
    while true {
      if let bends = bends(of: curve, steps: steps, within: tolerance) { return bends }
      tolerance *= 4
    }
  }

  /// Nil where there would be too many.
  private static func bends(
    of curve: (Int) -> Double, steps: Int, within tolerance: Double
  ) -> [Int]? {
    var bends: [Int] = []
    var start = 0
    while start < steps {
      var length = 1
      while start + 2 * length <= steps,
        isStraight(curve, from: start, length: 2 * length, tolerance)
      {
        length *= 2
      }
      start += length
      bends.append(start)
      if bends.count > mostBends { return nil }
    }
    return bends
  }

  private static func isStraight(
    _ curve: (Int) -> Double, from start: Int, length: Int, _ tolerance: Double
  ) -> Bool {
    let first = curve(start)
    let slope = (curve(start + length) - first) / Double(length)
    return [length / 4, length / 2, 3 * length / 4].allSatisfy {
      abs(first + slope * Double($0) - curve(start + $0)) <= tolerance
    }
  }
}
