/// How Prophet scales times and values before it fits.
public struct ProphetScale: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    /// Values over the largest one's size.
    case absmax
    /// Values between the smallest and the largest.
    case minmax
  }

  public let kind: Kind
  /// Scaled time 0, in seconds since 1970-01-01.
  public let start: Double
  /// The length of scaled time 1, in seconds.
  public let timeLength: Double
  /// The size of scaled value 1.
  public let valueSize: Double
  /// The value that stands for 0 where values are scaled by both ends.
  public let smallestValue: Double
  /// What a logistic trend saturates at: the last row's `cap`.
  public let capacity: Double?
  /// What it cannot fall below: the last row's `floor`, where the history has that column.
  public let floor: Double?

  public init(
    kind: Kind = .absmax, start: Double, timeLength: Double, valueSize: Double,
    smallestValue: Double = 0, capacity: Double? = nil, floor: Double? = nil
  ) {
    self.kind = kind
    self.start = start
    self.timeLength = timeLength
    self.valueSize = valueSize
    self.smallestValue = smallestValue
    self.capacity = capacity
    self.floor = floor
  }

  /// The value that a scaled trend of 0 stands for.
  var bottom: Double { floor ?? (kind == .minmax ? smallestValue : 0) }

  /// The capacity of a logistic trend in scaled values, else 0.
  var scaledCapacity: Double { capacity.map { ($0 - bottom) / valueSize } ?? 0 }

  func time(of timestamp: Int64) -> Double { (Double(timestamp) - start) / timeLength }
}
