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
  private var latest = Int64.min
  private var isSorted = true
  private var unsortedCount = 0
  private var repeatedCount = 0

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

  private mutating func keep(_ row: ParsedRow, _ byteOffset: Int) {
    timestamps.append(row.seconds)
    values.append(row.value)
    byteOffsets.append(byteOffset)
  }

  /// The series, of a repeated time the last row.
  ///
  /// - Returns: Where each of its rows begins too, of a repeated time the first; nil where the file
  ///   was not in time order.
  consuming func finish() -> ParsedRows {
    if !isSorted { sort() }
    var warnings: [IngestWarning] = []
    if unsortedCount > 0 { warnings.append(.unsortedRows(count: unsortedCount)) }
    if repeatedCount > 0 { warnings.append(.repeatedTimes(count: repeatedCount)) }
    do {
      return ParsedRows(
        series: try TimeSeries(timestamps: timestamps, values: values), warnings: warnings,
        byteOffsets: isSorted ? byteOffsets : nil)
    } catch {
      preconditionFailure("sorted rows of finite values are no series: \(error)")
    }
  }

  private mutating func sort() {
    let order = timestamps.indices.sorted { (timestamps[$0], $0) < (timestamps[$1], $1) }
    var sortedTimes: [Int64] = []
    var sortedValues: [Double] = []
    sortedTimes.reserveCapacity(order.count)
    sortedValues.reserveCapacity(order.count)
    for row in order {
      if timestamps[row] == sortedTimes.last {
        sortedValues[sortedValues.count - 1] = values[row]
        repeatedCount += 1
      } else {
        sortedTimes.append(timestamps[row])
        sortedValues.append(values[row])
      }
    }
    timestamps = sortedTimes
    values = sortedValues
  }
}

/// What a file's bytes hold.
struct ParsedRows {
  let series: TimeSeries
  let warnings: [IngestWarning]
  /// Where each row begins; nil where the rows before a time are no prefix of the bytes.
  let byteOffsets: [Int]?
}
