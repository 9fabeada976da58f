import Forecasting

/// Takes a file's rows as they come and makes a series of them.
struct RowCollector {
  /// Where a row stands among those before it.
  enum Place {
    case next, unsorted, repeated
  }

  private var timestamps: [Int64] = []
  private var values: [Double] = []
  private var byteOffsets: [Int] = []
  /// Column by column.
  private var covariates: [[Double]]
  private var latest = Int64.min
  private var isSorted = true
  private var unsortedCount = 0
  private var repeatedCount = 0

  /// - Parameter covariates: How many columns there are beside time and value.
  init(covariates: Int) {
    self.covariates = [[Double]](repeating: [], count: covariates)
  }

  var isEmpty: Bool { timestamps.isEmpty }

  /// Makes room for as many rows as `byteCount` bytes hold if the others are like the first, but not
  /// for more than a million: a first row may be unlike the others.
  mutating func reserve(_ byteCount: Int, rowBytes: Int) {
    let rows = min(byteCount / rowBytes * 9 / 8 + 8, 1 << 20)
    timestamps.reserveCapacity(rows)
    values.reserveCapacity(rows)
    byteOffsets.reserveCapacity(rows)
  }

  mutating func append(_ row: ParsedRow, byteOffset: Int) -> Place {
    if row.seconds > latest {
      latest = row.seconds
      keep(row, byteOffset)
      return .next
    }
    if row.seconds == timestamps.last {
      values[values.count - 1] = row.value
      repeatedCount += 1
    } else {
      isSorted = false
      keep(row, byteOffset)
    }
    guard row.seconds < latest else { return .repeated }
    unsortedCount += 1
    return .unsorted
  }

  /// Takes the covariates of the row that was appended last.
  mutating func take(_ row: [Double]) {
    for (column, value) in row.enumerated() {
      if covariates[column].count < timestamps.count {
        covariates[column].append(value)
      } else {
        covariates[column][timestamps.count - 1] = value
      }
    }
  }

  private mutating func keep(_ row: ParsedRow, _ byteOffset: Int) {
    timestamps.append(row.seconds)
    values.append(row.value)
    byteOffsets.append(byteOffset)
  }

  /// The series, of a repeated time the last row.
  ///
  /// - Parameter covariateNames: Of the columns beside time and value.
  /// - Returns: Where each of its rows begins too, of a repeated time the first; nil where the file
  ///   was not in time order.
  consuming func finish(covariateNames: [String]) -> ParsedRows {
    if !isSorted { sort() }
    var warnings: [IngestWarning] = []
    if unsortedCount > 0 { warnings.append(.unsortedRows(count: unsortedCount)) }
    if repeatedCount > 0 { warnings.append(.repeatedTimes(count: repeatedCount)) }
    do {
      return ParsedRows(
        series: try TimeSeries(timestamps: timestamps, values: values),
        covariates: covariateNames.isEmpty
          ? .none
          : Covariates(names: covariateNames, timestamps: timestamps, columns: covariates),
        warnings: warnings, byteOffsets: isSorted ? byteOffsets : nil)
    } catch {
      preconditionFailure("sorted rows of finite values are no series: \(error)")
    }
  }

  private mutating func sort() {
    let order = timestamps.indices.sorted { (timestamps[$0], $0) < (timestamps[$1], $1) }
    // Of the rows of one time, which stand in the file's order, the last is the one to keep.
    var kept: [Int] = []
    kept.reserveCapacity(order.count)
    for row in order {
      if let last = kept.last, timestamps[row] == timestamps[last] {
        kept[kept.count - 1] = row
        repeatedCount += 1
      } else {
        kept.append(row)
      }
    }
    timestamps = kept.map { timestamps[$0] }
    values = kept.map { values[$0] }
    covariates = covariates.map { column in kept.map { column[$0] } }
  }
}

/// What a file's bytes hold.
struct ParsedRows {
  let series: TimeSeries
  /// As many of those asked for as the file has.
  let covariates: Covariates
  let warnings: [IngestWarning]
  /// Where each row begins; nil where the rows before a time are no prefix of the bytes.
  let byteOffsets: [Int]?
}
