/// One customer's observations: strictly increasing times and their values.
public struct TimeSeries: Hashable, Sendable {
  /// Seconds since 1970-01-01, in the years 1 to 9999, strictly increasing, length *n*.
  public let timestamps: [Int64]
  /// NaN where missing, never infinite, length *n*.
  public let values: [Double]

  /// Takes one value a time.
  ///
  /// - Parameters:
  ///   - timestamps: Seconds since 1970-01-01, in the years 1 to 9999, strictly increasing.
  ///   - values: NaN where missing, never infinite.
  /// - Throws: `SeriesError` of the first row that breaks this.
  public init(timestamps: [Int64], values: [Double]) throws(SeriesError) {
    guard timestamps.count == values.count else {
      throw .lengthsDiffer(timestamps: timestamps.count, values: values.count)
    }
    for index in timestamps.indices.dropFirst() where timestamps[index - 1] >= timestamps[index] {
      throw .notIncreasing(index: index)
    }
    for index in values.indices where values[index].isInfinite {
      throw .infiniteValue(index: index)
    }
    // Increasing, so the outermost times are the ones to check.
    for index in [timestamps.startIndex, timestamps.endIndex - 1]
    where timestamps.indices.contains(index) && !Self.times.contains(timestamps[index]) {
      throw .timeOutOfRange(index: index)
    }
    self.timestamps = timestamps
    self.values = values
  }

  /// The first rows.
  ///
  /// - Parameter count: How many, at most `count`.
  /// - Returns: A series of that many rows.
  func prefix(_ count: Int) -> TimeSeries {
    TimeSeries(timestamps: timestamps[..<count], values: values[..<count])
  }

  /// Takes a part of a series.
  private init(timestamps: ArraySlice<Int64>, values: ArraySlice<Double>) {
    self.timestamps = Array(timestamps)
    self.values = Array(values)
  }

  /// The years 1 to 9999.
  private static let times: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Rows, missing values included.
  public var count: Int { timestamps.count }
}
