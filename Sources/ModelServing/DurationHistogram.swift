/// How often something took how long.
public struct DurationHistogram: Hashable, Sendable {
  /// Upper bounds of the buckets, in seconds.
  ///
  /// Warm forecasts take the first, a disk that is asleep the last.
  public static let bounds: [Double] = [
    0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
    2.5, 5, 10,
  ]

  /// One a bound, and one for what is above the last.
  public private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
  /// In seconds.
  public private(set) var sum = 0.0

  public init() {}

  public mutating func add(_ duration: Duration) {
    let seconds = duration / .seconds(1)
    counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
    sum += seconds
  }

  /// Takes in what another one has counted.
  public mutating func add(_ other: DurationHistogram) {
    for (index, count) in other.counts.enumerated() { counts[index] += count }
    sum += other.sum
  }
}
