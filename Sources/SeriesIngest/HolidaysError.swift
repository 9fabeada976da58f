public import Forecasting
import PrintableText

/// Why bytes are no holidays; lines count from 1.
public enum HolidaysError: Error, Hashable {
  /// What can be wrong with any CSV.
  case content(CSVError)
  case missingColumn(line: Int, name: String, header: String)
  case notADate(line: Int, found: String)
  case notDays(line: Int, column: String, found: String)
  case specification(line: Int, ModelSpecError)
  /// Of one name, in this row and before it.
  case differentPriorScales(line: Int, name: String, Double, Double)
  case tooManyRows(line: Int)
}

extension HolidaysError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .content(.emptyFile):
      "the file is empty, expected ds,holiday[,lower_window,upper_window,prior_scale] and a row a date"
    case .content(let error): "\(error)"
    case .missingColumn(let line, let name, let header):
      "line \(line): no column '\(name)' in the header '\(header)', expected"
        + " ds,holiday and, where wanted, lower_window,upper_window,prior_scale"
    case .notADate(let line, let found):
      "line \(line): column 'ds' holds '\(found)', expected a date such as 2024-12-25"
    case .notDays(let line, let column, let found):
      "line \(line): column '\(column)' holds '\(found)', expected a whole number of days"
    case .specification(let line, let error): "line \(line): \(error)"
    case .differentPriorScales(let line, let name, let first, let second):
      "line \(line): holiday '\(name)' has the prior scale \(second) here and \(first) before,"
        + " expected one for all its dates"
    case .tooManyRows(let line):
      "line \(line): more than \(HolidaysCSVReader.maximumRows) rows, expected at most so many"
    }
  }
}
