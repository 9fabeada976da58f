import LinearAlgebra

/// Finds order statistics in about one pass, and keeps its memory for the next time.
///
/// A sample says between which bounds the wanted values must lie, up to bad luck; only what lies
/// between them is then sorted out. Bad luck costs a second pass, never the right answer.
struct OrderFinder {
  /// What lies between the bounds, and behind it room for more.
  private var between: [Double] = []
  private var found = 0
  private var sample: [Double] = []
  private var scratch: [Double] = []

  private static let fewestSampled = 24
  private static let mostSampled = 512
  /// Values for each one in a large sample.
  private static let valuesPerSampled = 16
  /// Of fewer values, a sample costs more than it saves.
  private static let fewestValues = 192
  /// How far a guess is trusted, as a share of it.
  private static let reach = 0.05

  /// The median of values: the mean of the two middle ones of an even count.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - observed: How many are not NaN, at least 1.
  /// - Returns: A number between the smallest value and the largest.
  mutating func median(of values: [Double], observed: Int) -> Double {
    middle(of: values, observed: observed).mean
  }

  /// The two middle values, of an odd count the middle one twice.
  ///
  /// - Parameters:
  ///   - values: NaN where missing.
  ///   - observed: How many are not NaN, at least 1.
  /// - Returns: Values between which the others lie in halves.
  mutating func middle(of values: [Double], observed: Int) -> Middle {
    drawSample(values) { $0 }
    let ranks = (observed - 1) / 2...observed / 2
    let (low, high) = find(ranks, within: bracket(ranks, of: observed)) { finder, bounds in
      finder.gather(values, asSizes: false, bounds)
    }
    return Middle(low: low, high: high)
  }

  /// The two values in the middle of others.
  struct Middle {
    let low: Double
    let high: Double

    /// Their mean; halved first, so that two huge values do not overflow.
    var mean: Double { low == high ? low : low / 2 + high / 2 }
  }

  /// The value that `rank` observed others are not above.
  mutating func value(atRank rank: Int, of values: [Double], observed: Int) -> Double {
    drawSample(values) { $0 }
    return find(rank...rank, within: bracket(rank...rank, of: observed)) { finder, bounds in
      finder.gather(values, asSizes: false, bounds)
    }.low
  }

  /// The median of the sizes of values.
  ///
  /// - Parameters:
  ///   - values: No NaN.
  ///   - blanks: How many of these stand for no value; they must be 0.
  ///   - guess: What the median is close to; a sample says so where nil.
  /// - Returns: 0 where there is no value.
  mutating func medianSize(of values: [Double], blanks: Int, near guess: Double?) -> Double {
    let observed = values.count - blanks
    guard observed > 0 else { return 0 }
    // Blanks are the smallest of all sizes, so they only shift the ranks.
    let ranks = blanks + (observed - 1) / 2...blanks + observed / 2
    let bounds: Bounds
    if let guess {
      bounds = (guess * (1 - Self.reach), guess * (1 + Self.reach))
    } else {
      drawSample(values) { abs($0) }
      bounds = bracket(ranks, of: values.count)
    }
    return Self.mean(
      find(ranks, within: bounds) { finder, bounds in
        finder.gather(values, asSizes: true, bounds)
      })
  }

  /// The median of all lanes.
  ///
  /// - Parameters:
  ///   - values: Infinite where there is no value.
  ///   - observed: How many are not, at least 1.
  /// - Returns: A number between the smallest value and the largest.
  mutating func median(of values: [Lanes], observed: Int) -> Double {
    drawSample(values)
    let ranks = (observed - 1) / 2...observed / 2
    return Self.mean(
      find(ranks, within: bracket(ranks, of: observed)) { $0.gather(values, $1) })
  }

  typealias Bounds = (low: Double, high: Double)

  private static func mean(_ middle: Bounds) -> Double {
    Middle(low: middle.low, high: middle.high).mean
  }

  /// The values at the first and the last of some ranks.
  @inline(__always)
  private mutating func find(
    _ ranks: ClosedRange<Int>, within guess: Bounds, gather: (inout OrderFinder, Bounds) -> Int
  ) -> Bounds {
    var bounds = guess
    while true {
      found = 0
      let below = gather(&self, bounds)
      if ranks.lowerBound < below {
        bounds.low = -.infinity
      } else if ranks.upperBound >= below + found {
        bounds.high = .infinity
      } else {
        let rank = ranks.upperBound - below
        makeScratch(for: found)
        let high = RowLoops.select(rank, of: between, count: found, &scratch)
        guard ranks.count > 1 else { return (high, high) }
        let (largest, smaller) = RowLoops.largest(of: between, count: found, below: high)
        return (smaller == rank ? largest : high, high)
      }
    }
  }

  /// Bounds that hold the ranks but for two standard deviations of bad luck.
  private mutating func bracket(_ ranks: ClosedRange<Int>, of count: Int) -> Bounds {
    guard sample.count >= Self.fewestSampled / 2, count >= 2 * sample.count else {
      return (-.infinity, .infinity)
    }
    let size = Double(sample.count)
    let slack = size.squareRoot()
    let low = Int(size * Double(ranks.lowerBound) / Double(count) - slack)
    let high = Int((size * Double(ranks.upperBound) / Double(count) + slack).rounded(.up))
    let count = sample.count
    makeScratch(for: count)
    return (
      low < 0 ? -.infinity : RowLoops.select(low, of: sample, count: count, &scratch),
      high >= count ? .infinity : RowLoops.select(high, of: sample, count: count, &scratch)
    )
  }

  private mutating func makeScratch(for count: Int) {
    guard scratch.count < 2 * count else { return }
    scratch = .zeros(2 * count)
  }

  private static func sampleSize(_ count: Int) -> Int {
    min(mostSampled, max(fewestSampled, count / valuesPerSampled))
  }

  /// Draws evenly spaced values that are not NaN.
  @inline(__always)
  private mutating func drawSample(_ values: [Double], _ measure: (Double) -> Double) {
    sample.removeAll(keepingCapacity: true)
    let size = Self.sampleSize(values.count)
    guard values.count >= Self.fewestValues else { return }
    let distance = values.count / size
    sample.reserveCapacity(size)
    for place in 0..<size {
      let value = measure(values[place * distance])
      if !value.isNaN { sample.append(value) }
    }
  }

  private mutating func drawSample(_ values: [Lanes]) {
    sample.removeAll(keepingCapacity: true)
    let size = Self.sampleSize(4 * values.count)
    guard 4 * values.count >= Self.fewestValues else { return }
    // An odd distance, so that every lane and damping is drawn from.
    let distance = values.count / size | 1
    var index = 0
    for place in 0..<size {
      let value = values[index][place % Lanes.scalarCount]
      if value < .infinity { sample.append(value) }
      index += distance
      if index >= values.count { index -= values.count }
    }
  }

  /// Keeps what lies within bounds; the count of what lies below.
  private mutating func gather(_ values: [Double], asSizes: Bool, _ bounds: Bounds) -> Int {
    var below = 0
    for part in (0..<values.count).chunks {
      makeRoom(for: part.count)
      below += LaneLoops.gather(
        values[part], asSizes: asSizes, within: bounds, into: &between, count: &found)
    }
    return below
  }

  private mutating func gather(_ values: [Lanes], _ bounds: Bounds) -> Int {
    makeRoom(for: values.count * Lanes.scalarCount)
    return LaneLoops.gather(values, within: bounds, into: &between, count: &found)
  }

  private mutating func makeRoom(for count: Int) {
    guard between.count < found + count else { return }
    between += .zeros(found + count - between.count)
  }
}
