/// Finds order statistics in about one pass, and keeps its memory for the next time.
///
/// A sample says between which bounds the wanted values must lie, up to bad luck; only what lies
/// between them is then sorted out. Bad luck costs a second pass, never the right answer.
struct OrderFinder {
  private var between: [Double] = []
  private var sample: [Double] = []

  private static let fewestSampled = 64
  private static let mostSampled = 512

  /// The median of values: the mean of the two middle ones of an even count.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - observed: How many are not NaN, at least 1.
  /// - Returns: A number between the smallest value and the largest.
  mutating func median(of values: [Double], observed: Int) -> Double {
    let ranks = (observed - 1) / 2...observed / 2
    let (low, high) = find(ranks, values, count: values.count, observed: observed) { $0 }
    // Halved first, so that two huge values do not overflow.
    return low == high ? low : low / 2 + high / 2
  }

  /// The value that `rank` observed others are not above.
  mutating func value(atRank rank: Int, of values: [Double], observed: Int) -> Double {
    find(rank...rank, values, count: values.count, observed: observed) { $0 }.low
  }

  /// The median of the sizes of the first values.
  ///
  /// - Parameters:
  ///   - values: No NaN.
  ///   - count: How many of the values.
  ///   - blanks: How many of these stand for no value; they must be 0.
  /// - Returns: 0 where there is no value.
  mutating func medianSize(of values: [Double], count: Int, blanks: Int = 0) -> Double {
    let observed = count - blanks
    guard observed > 0 else { return 0 }
    // Blanks are the smallest of all sizes, so they only shift the ranks.
    let ranks = blanks + (observed - 1) / 2...blanks + observed / 2
    let (low, high) = find(ranks, values, count: count, observed: count, abs)
    return low == high ? low : low / 2 + high / 2
  }

  /// The values at the first and the last of some ranks, after a measure has been taken of each.
  @inline(__always)
  private mutating func find(
    _ ranks: ClosedRange<Int>, _ values: [Double], count: Int, observed: Int,
    _ measure: (Double) -> Double
  ) -> (low: Double, high: Double) {
    var bounds = bracket(ranks, values, count: count, observed: observed, measure)
    while true {
      let below = gather(values, count: count, from: bounds.low, to: bounds.high, measure)
      if ranks.lowerBound < below {
        bounds.low = -.infinity
      } else if ranks.upperBound >= below + between.count {
        bounds.high = .infinity
      } else {
        let high = OrderStatistics.select(ranks.upperBound - below, of: &between)
        let low =
          ranks.count == 1 ? high : between[..<(ranks.upperBound - below)].max() ?? high
        return (low, high)
      }
    }
  }

  /// Keeps what lies within bounds; the count of what lies below.
  @inline(__always)
  private mutating func gather(
    _ values: [Double], count: Int, from low: Double, to high: Double,
    _ measure: (Double) -> Double
  ) -> Int {
    between.removeAll(keepingCapacity: true)
    var below = 0
    for index in 0..<count {
      let value = measure(values[index])
      // NaN is neither.
      if value < low { below += 1 } else if value <= high { between.append(value) }
    }
    return below
  }

  @inline(__always)
  private mutating func bracket(
    _ ranks: ClosedRange<Int>, _ values: [Double], count: Int, observed: Int,
    _ measure: (Double) -> Double
  ) -> (low: Double, high: Double) {
    guard count >= 2 * Self.fewestSampled else { return (-.infinity, .infinity) }
    let wanted = min(Self.mostSampled, max(Self.fewestSampled, count / 16))
    sample.removeAll(keepingCapacity: true)
    for place in 0..<wanted {
      let value = measure(values[place * count / wanted])
      if !value.isNaN { sample.append(value) }
    }
    let size = Double(sample.count)
    guard sample.count >= Self.fewestSampled / 2 else { return (-.infinity, .infinity) }
    // Two standard deviations of the rank in the sample, and a half.
    let slack = 1.25 * size.squareRoot()
    let low = Int(size * Double(ranks.lowerBound) / Double(observed) - slack)
    let high = Int((size * Double(ranks.upperBound) / Double(observed) + slack).rounded(.up))
    return (
      low < 0 ? -.infinity : OrderStatistics.select(low, of: &sample),
      high >= sample.count ? .infinity : OrderStatistics.select(high, of: &sample)
    )
  }
}
