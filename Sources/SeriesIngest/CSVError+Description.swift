extension CSVError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyFile: "the file is empty, expected rows of time and value"
    case .emptyCovariates:
      "the file is empty, expected a header with the time column and regressors, and rows of them"
    case .noRows: "there is a header but no row after it"
    case .notText(let line):
      "line \(line): NUL bytes, expected text in UTF-8 (is the file UTF-16, or damaged?)"
    case .lineTooLong(let line, let limit): "line \(line): longer than \(limit) bytes"
    case .wrongColumnCount(let line, let found, let expected):
      "line \(line): \(Self.columns(found)), expected \(expected)"
    case .missingColumn(let role, let line, let name, let header):
      "line \(line): no \(role) column \(name.map { "'\($0)' " } ?? "")in the header '\(header)'"
        + (name == nil ? ", expected \(role.knownNames)" : "")
    case .ambiguousColumn(let role, let line, let candidates):
      "line \(line): \(candidates) could each be the \(role) column, "
        + (role == .covariate ? "name it as in the header" : "name one by --\(role)-column")
    case .columnUsedTwice(let line, let column):
      "line \(line): column '\(column)' is asked for as two things: time, value or covariates"
    case .openQuote(let line): "line \(line): a quote is opened and never closed"
    case .textAfterQuote(let line):
      "line \(line): text after a closing quote, expected the separator or the line's end"
    case .otherCustomer(let line, let found, let expected):
      "line \(line): a row of customer '\(found)', expected '\(expected)' as the file is named"
    case .notATime(let line, let column, let found):
      "line \(line): column '\(column)' holds '\(found)', expected a time such as 2024-03-01,"
        + " 2024-03-01T10:00:00, 2024-03-01T10:00:00+01:00 or Unix seconds"
    case .mixedTimes(let line, let column, let found):
      "line \(line): column '\(column)' holds '\(found)', expected a time of the same kind as in"
        + " the first row (with an offset from UTC, without one, or Unix seconds)"
    case .notANumber(let line, let column, let found):
      "line \(line): column '\(column)' holds '\(found)', expected a number"
        + (found.contains(",") ? " with a decimal point" : "") + ", NA or nothing"
    case .notACovariate(let line, let column, let found):
      "line \(line): column '\(column)' holds '\(found)', expected a number"
        + (found.contains(",") ? " with a decimal point" : "") + ", true, false, NA or nothing"
    case .infinite(let line, let column, let found):
      "line \(line): column '\(column)' holds '\(found)', expected a finite number"
    case .unsortedRow(let line): "line \(line): its time lies before that of an earlier row"
    case .repeatedTime(let line): "line \(line): its time stands in an earlier row too"
    case .customerColumnInShared(let line, let column):
      "line \(line): column '\(column)' tells customers apart, but one file is for all of them;"
        + Self.folder
    case .repeatedTimesInShared(let count):
      "\(count) row\(count == 1 ? " repeats a time" : "s repeat times"), which one file for all"
        + " customers has once;" + Self.folder
    }
  }

  private static let folder =
    " what differs by customer belongs in a folder with one <customer>.csv each"

  private static func columns(_ count: Int) -> String {
    count == 1 ? "1 column" : "\(count) columns"
  }
}

extension CSVError.ColumnCount: CustomStringConvertible {
  public var description: String {
    switch self {
    case .twoOrThree:
      "2 (time, value) or 3 (customer, time, value) separated by commas, semicolons or tabs"
    case .three: "3 (customer, time, value) separated by commas, semicolons or tabs, or a header"
    case .asInFirstLine(let count): "\(count) as in the first line"
    }
  }
}

extension CSVError.ColumnRole {
  fileprivate var knownNames: String {
    knownColumnNames.map { "'\($0)'" }.joined(separator: ", ") + " or one named by --\(self)-column"
  }
}
