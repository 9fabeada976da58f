/// Which column of a file is which, and where its rows begin.
struct ColumnLayout: Sendable {
  let separator: UInt8
  let columnCount: Int
  /// The first column where it is one of three and neither of the other two.
  let customerColumn: Int?
  let timeColumn: Int
  /// None in a file that tells covariates alone.
  let valueColumn: Int?
  let covariates: CovariateColumns
  /// As the header says, for messages.
  let timeName: String
  let valueName: String
  let hasHeader: Bool
  private(set) var bodyStart: Int
  private(set) var bodyLine: Int

  /// Reads the layout off the first line.
  ///
  /// Without a header there are two columns (time, value) or three (customer, time, value). With
  /// one, the columns are found by name and the others are passed over.
  init(of bytes: Span<UInt8>, options: ReadingOptions, content: RowContent) throws(CSVError) {
    let first = try FirstLine(of: bytes)
    guard first.fields.count >= 2 else {
      throw .wrongColumnCount(line: first.line, found: first.fields.count, expected: .twoOrThree)
    }
    separator = first.separator
    columnCount = first.fields.count
    hasHeader = content == .covariates ? true : try Self.isHeader(first, options)
    if hasHeader {
      timeColumn = try first.column(.time, named: options.timeColumn)
      valueColumn =
        content == .covariates ? nil : try first.column(.value, named: options.valueColumn)
      timeName = first.fields[timeColumn]
      valueName = valueColumn.map { first.fields[$0] } ?? ""
      bodyStart = first.nextStart
      bodyLine = first.nextLine
    } else {
      timeColumn = columnCount - 2
      valueColumn = columnCount - 1
      timeName = "time"
      valueName = "value"
      bodyStart = first.range.lowerBound
      bodyLine = first.line
    }
    covariates = try CovariateColumns(
      of: first, named: options.covariateColumns, besides: [timeColumn, valueColumn])
    let isFirstCovariate = covariates.places.first.flatMap(\.self) != nil
    let isFirstFree = timeColumn > 0 && valueColumn != 0 && !isFirstCovariate
    customerColumn = columnCount == 3 && valueColumn != nil && isFirstFree ? 0 : nil
  }

  /// The same columns of bytes that begin in the middle of the file.
  ///
  /// - Parameter place: Where the first line begins that is read.
  /// - Returns: A layout that counts lines from there.
  func beginning(at place: Int) -> ColumnLayout {
    var layout = self
    (layout.bodyStart, layout.bodyLine) = (place, 1)
    return layout
  }

  /// A first line is a row where a digit or a sign begins what would be its time.
  ///
  /// No known name does. Whoever names a column says that there is a header.
  private static func isHeader(_ first: FirstLine, _ options: ReadingOptions) throws(CSVError)
    -> Bool
  {
    if options.timeColumn != nil || options.valueColumn != nil { return true }
    let time = first.fields[first.fields.count == 3 ? 1 : 0]
    guard let byte = time.utf8.first, byte.isASCIIDigit || byte == UInt8(ascii: "-") else {
      return true
    }
    guard first.fields.count <= 3 else {
      throw .wrongColumnCount(line: first.line, found: first.fields.count, expected: .twoOrThree)
    }
    return false
  }
}

/// What the rows of a file tell.
enum RowContent {
  /// Values, and covariates where they are asked for.
  case series
  /// What is known ahead, with as many of the covariates as the header has.
  case covariates
}

extension UInt8 {
  package var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
