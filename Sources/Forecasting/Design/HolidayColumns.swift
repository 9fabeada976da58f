import LinearAlgebra

/// Columns that are 1 on a few runs of rows and 0 elsewhere.
struct HolidayColumns {
  /// By column: ascending, none empty.
  private let runs: [[Range<Int>]]
  /// The first column's place in the design.
  private let start: Int

  init(runs: [[Range<Int>]], start: Int) {
    self.runs = runs
    self.start = start
  }

  func add(_ coefficients: [Double], rows: Range<Int>, to values: inout [Double], at first: Int) {
    forEachRun(in: rows) { column, part in
      for index in part { values[first + index] += coefficients[column] }
    }
  }

  func add(_ values: [Double], rows: Range<Int>, toMoments moments: inout [Double]) {
    forEachRun(in: rows) { column, part in
      for index in part { moments[column] += values[index] }
    }
  }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    let zeros = [Double](repeating: 0, count: rows.count)
    for column in runs.indices { block.write(zeros[...], column: start + column, at: first) }
    forEachRun(in: rows) { column, part in
      for index in part { block[first + index, column] = 1 }
    }
  }

  /// Calls `body` with a column of the design and a run of its rows, counted from the first of `rows`.
  @inline(__always)
  private func forEachRun(in rows: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    for (column, runs) in runs.enumerated() {
      var index = runs.firstIndex(endingAfter: rows.lowerBound)
      while index < runs.count, runs[index].lowerBound < rows.upperBound {
        let part = runs[index].clamped(to: rows)
        body(start + column, part.lowerBound - rows.lowerBound..<part.upperBound - rows.lowerBound)
        index += 1
      }
    }
  }
}

extension [Range<Int>] {
  /// The first of ascending runs that reaches beyond a row, or their count.
  func firstIndex(endingAfter row: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
