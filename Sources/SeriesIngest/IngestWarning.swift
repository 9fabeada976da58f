/// What was put right in a file, and how often.
public indirect enum IngestWarning: Hashable, Sendable {
  /// Rows whose time lies before that of an earlier row; they were sorted in.
  case unsortedRows(count: Int)
  /// Rows that a later row of the same time replaced.
  case repeatedTimes(count: Int)
  /// In the customer's own file of what is known beside the series.
  case future(IngestWarning)

  /// A stable word for reports.
  public var code: String {
    switch self {
    case .unsortedRows: "unsorted_rows"
    case .repeatedTimes: "repeated_times"
    case .future(let warning): "future_" + warning.code
    }
  }
}

extension IngestWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsortedRows(let count):
      "\(count) row\(count == 1 ? "" : "s") out of time order, sorted"
    case .repeatedTimes(let count):
      "\(count) row\(count == 1 ? "" : "s") replaced by a later row of the same time"
    case .future(let warning): "in the file of the future: \(warning)"
    }
  }
}
