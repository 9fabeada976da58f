/// Why bytes are no customer's series; lines count from 1.
///
/// What was found is printable and cut to a length that fits a message.
public enum CSVError: Error, Hashable {
  case emptyFile
  /// Of a file of covariates.
  case emptyCovariates
  /// There is a header and nothing after it.
  case noRows
  /// NUL bytes, or UTF-16.
  case notText(line: Int)
  case lineTooLong(line: Int, limitBytes: Int)
  case wrongColumnCount(line: Int, found: Int, expected: ColumnCount)
  case missingColumn(ColumnRole, line: Int, named: String?, header: String)
  case ambiguousColumn(ColumnRole, line: Int, candidates: String)
  /// Two of time, value and covariates are to be the same column.
  case columnUsedTwice(line: Int, column: String)
  case openQuote(line: Int)
  case textAfterQuote(line: Int)
  case otherCustomer(line: Int, found: String, expected: String)
  case notATime(line: Int, column: String, found: String)
  /// With an offset from UTC, without, and Unix seconds must not stand in one file.
  case mixedTimes(line: Int, column: String, found: String)
  case notANumber(line: Int, column: String, found: String)
  /// Of a regressor or condition.
  case notACovariate(line: Int, column: String, found: String)
  case infinite(line: Int, column: String, found: String)
  /// Only with `strict`.
  case unsortedRow(line: Int)
  /// Only with `strict`.
  case repeatedTime(line: Int)
  /// Covariates of one customer after the other, where one file is for all.
  case customerColumnInShared(line: Int, column: String)
  /// Rows of one file for all whose times others have too.
  case repeatedTimesInShared(count: Int)

  /// How many columns a line must have.
  public enum ColumnCount: Hashable, Sendable {
    /// Of one customer's file.
    case twoOrThree
    /// Of a file of many customers.
    case three
    case asInFirstLine(Int)
  }
}

extension CSVError {
  /// A stable word for reports.
  public var reason: String {
    switch self {
    case .emptyFile, .emptyCovariates: "empty_file"
    case .noRows: "no_rows"
    case .notText: "not_text"
    case .lineTooLong: "line_too_long"
    case .wrongColumnCount: "wrong_column_count"
    case .missingColumn: "missing_column"
    case .ambiguousColumn, .columnUsedTwice: "ambiguous_column"
    case .openQuote, .textAfterQuote: "bad_quoting"
    case .otherCustomer, .customerColumnInShared: "other_customer"
    case .notATime: "not_a_time"
    case .mixedTimes: "mixed_times"
    case .notANumber, .notACovariate: "not_a_number"
    case .infinite: "infinite_value"
    case .unsortedRow: "unsorted_rows"
    case .repeatedTime, .repeatedTimesInShared: "repeated_times"
    }
  }
}
