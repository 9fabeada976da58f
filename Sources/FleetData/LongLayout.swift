import SeriesIngest

/// Which column of a long file is which, and where its rows begin.
struct LongLayout {
  let separator: UInt8
  let columnCount: Int
  let customerColumn: Int
  let timeColumn: Int
  let valueColumn: Int
  /// All others, in their order, which the customers' files have behind time and value.
  let otherColumns: [Int]
  /// The first line of the customers' files.
  let customersHeader: [String]
  /// As the header says, for messages.
  let timeName: String
  let valueName: String
  let bodyStart: Int
  let bodyLine: Int

  /// Reads the layout off the first line.
  ///
  /// Without a header there are three columns: customer, time, value. With one, the columns are
  /// found by name; of three the customer's is the one that is left.
  init(of bytes: Span<UInt8>, _ options: SplitOptions) throws(CSVError) {
    let first = try FirstLine(of: bytes)
    separator = first.separator
    columnCount = first.fields.count
    guard columnCount >= 3 else {
      throw .wrongColumnCount(line: first.line, found: columnCount, expected: .three)
    }
    let hasHeader = options.namesColumn || first.fields[1].utf8.first?.isASCIIDigit != true
    guard hasHeader else {
      guard columnCount == 3 else {
        throw .wrongColumnCount(line: first.line, found: columnCount, expected: .three)
      }
      (customerColumn, timeColumn, valueColumn) = (0, 1, 2)
      (timeName, valueName) = ("time", "value")
      (otherColumns, customersHeader) = ([], ["timestamp", "value"])
      (bodyStart, bodyLine) = (first.range.lowerBound, first.line)
      return
    }
    timeColumn = try first.column(.time, named: options.timeColumn)
    valueColumn = try first.column(.value, named: options.valueColumn)
    if options.customerColumn == nil, columnCount == 3, timeColumn != valueColumn {
      customerColumn = 3 - timeColumn - valueColumn
    } else {
      customerColumn = try first.column(.customer, named: options.customerColumn)
    }
    (timeName, valueName) = (first.fields[timeColumn], first.fields[valueColumn])
    let taken = [customerColumn, timeColumn, valueColumn]
    let others = first.fields.indices.filter { !taken.contains($0) }
    otherColumns = others
    customersHeader = ["timestamp", "value"] + others.map { Self.headerName(first.fields[$0]) }
    (bodyStart, bodyLine) = (first.nextStart, first.nextLine)
  }

  /// The name of a column in the customers' files: none that time and value are known by.
  ///
  /// - Parameter field: As it stands in the header, where quotes may be doubled.
  /// - Returns: With single quotes.
  private static func headerName(_ field: String) -> String {
    let name = field.replacing("\"\"", with: "\"")
    let known =
      CSVError.ColumnRole.time.knownColumnNames + CSVError.ColumnRole.value.knownColumnNames
    return known.contains(name.lowercased()) ? name + "_" : name
  }
}
