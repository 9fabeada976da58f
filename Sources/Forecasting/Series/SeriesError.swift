/// Why times and values are no time series.
public enum SeriesError: Error, Hashable {
  case lengthsDiffer(timestamps: Int, values: Int)
  case notIncreasing(index: Int)
  case infiniteValue(index: Int)
  /// A time outside the years 1 to 9999.
  case timeOutOfRange(index: Int)
}

extension SeriesError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lengthsDiffer(let timestamps, let values):
      "\(timestamps) times but \(values) values: give one value a time"
    case .notIncreasing(let index):
      "row \(index): its time is not after that of the row before: sort the rows by time, once each"
    case .infiniteValue(let index):
      "row \(index): its value is infinite: give a number, or NaN where it is missing"
    case .timeOutOfRange(let index):
      "row \(index): its time is outside the years 1 to 9999: give seconds since 1970"
    }
  }
}
