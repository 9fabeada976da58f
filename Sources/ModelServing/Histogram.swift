/// How often a value lay in which range.
public struct Histogram: Hashable, Sendable {
  /// Of times that somebody waits, in seconds: warm forecasts take the first, a disk that is asleep
  /// the last.
  public static let waitBounds: [Double] = [
    0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
    2.5, 5, 10,
  ]

  /// Of times of the processor, in seconds: a week of days takes the first, the longest horizon one of
  /// the last.
  public static let workBounds: [Double] = [
    0.000001, 0.0000025, 0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001,
    0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
  ]

  /// Of bodies, in bytes, a factor of four each.
  public static let sizeBounds: [Double] = (3...14).map { Double(1 << (2 * $0)) }

  /// The upper bounds of the buckets, rising.
  public let bounds: [Double]
  /// One a bound, and one for what is above the last.
  public private(set) var counts: [Int]
  public private(set) var sum = 0.0

  public init(bounds: [Double]) {
    self.bounds = bounds
    counts = [Int](repeating: 0, count: bounds.count + 1)
  }

  public mutating func add(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }

  /// In seconds.
  public mutating func add(_ duration: Duration) { add(duration / .seconds(1)) }

  /// Takes in what another one of the same bounds has counted.
  public mutating func add(_ other: Histogram) {
    precondition(other.bounds == bounds, "histograms of other bounds cannot be added up")
    for (index, count) in other.counts.enumerated() { counts[index] += count }
    sum += other.sum
  }
}
