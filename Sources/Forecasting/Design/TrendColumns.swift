import LinearAlgebra

/// The trend's columns at regular rows, by segments between changepoints.
struct TrendColumns {
  let basis: TrendBasis
  /// The first row of each segment; segment *j* lies behind *j* changepoints.
  fileprivate let starts: [Int]

  init(_ basis: TrendBasis) {
    self.basis = basis
    starts = [0] + basis.knots.map { Int($0.rounded(.down)) + 1 }
  }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    block.write([Double](repeating: 1, count: rows.count)[...], column: 0, at: first)
    guard basis.growth == .linear else { return }
    let slopes = rows.map { (Double($0) - basis.last) / basis.unit }
    block.write(slopes[...], column: 1, at: first)
    for (hinge, knot) in basis.knots.enumerated() {
      let hinges = rows.map { max(Double($0) - knot, 0) / basis.unit }
      block.write(hinges[...], column: 2 + hinge, at: first)
    }
  }

  fileprivate func segment(of row: Int) -> Int {
    // The last segment that begins at or before the row: near the guess where changepoints are evenly
    // spaced, found from it where they are not.
    var segment = min(starts.count - 1, row * starts.count / max(1, Int(basis.unit)))
    while segment + 1 < starts.count, starts[segment + 1] <= row { segment += 1 }
    while starts[segment] > row { segment -= 1 }
    return segment
  }

  @inline(__always)
  fileprivate func forEachSegment(of rows: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    guard !rows.isEmpty else { return }
    var start = rows.lowerBound
    for segment in segment(of: start)..<starts.count {
      let next = segment + 1 < starts.count ? starts[segment + 1] : rows.upperBound
      let end = next < rows.upperBound ? next : rows.upperBound
      if start < end { body(segment, start..<end) }
      guard end < rows.upperBound else { return }
      start = end
    }
  }

  /// The trend of given coefficients: a straight line in every segment.
  struct Curve {
    private let columns: TrendColumns
    /// The value at the first row of each segment, and the change a row.
    private let levels: [Double]
    private let slopes: [Double]

    init(_ columns: TrendColumns, _ coefficients: [Double]) {
      self.columns = columns
      let basis = columns.basis
      var slope = basis.growth == .linear ? coefficients[1] / basis.unit : 0
      var levels = [Double](
        repeating: coefficients[0] - slope * basis.last, count: 1 + basis.knots.count)
      var slopes = [Double](repeating: slope, count: levels.count)
      for (hinge, knot) in basis.knots.enumerated() {
        let start = columns.starts[hinge + 1]
        let change = coefficients[2 + hinge] / basis.unit
        let along = slope * Double(start - columns.starts[hinge])
        levels[hinge + 1] = levels[hinge] + along + change * (Double(start) - knot)
        slope += change
        slopes[hinge + 1] = slope
      }
      self.levels = levels
      self.slopes = slopes
    }

    func add(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      guard !rows.isEmpty else { return }
      RowLoops.addLines(
        RowLoops.Lines(starts: columns.starts, levels: levels, slopes: slopes),
        from: columns.segment(of: rows.lowerBound), rows: rows, to: &values, at: first)
    }
  }

  /// Sums of values and of their places within each segment.
  struct Sums {
    private let columns: TrendColumns
    private var sums: [Double]
    private var places: [Double]

    init(_ columns: TrendColumns) {
      self.columns = columns
      sums = .zeros(columns.starts.count)
      places = sums
    }

    mutating func add(_ values: [Double], rows: Range<Int>) {
      columns.forEachSegment(of: rows) { segment, part in
        let first = part.lowerBound - rows.lowerBound
        let before = Double(part.lowerBound - columns.starts[segment])
        var sum = 0.0
        var place = 0.0
        for index in 0..<part.count {
          sum += values[first + index]
          place += values[first + index] * Double(index)
        }
        sums[segment] += sum
        places[segment] += place + before * sum
      }
    }

    mutating func add(_ value: Double, row: Int) {
      let segment = columns.segment(of: row)
      sums[segment] += value
      places[segment] += value * Double(row - columns.starts[segment])
    }

    func write(to moments: inout [Double]) {
      let basis = columns.basis
      // Sums from a segment to the end, of values and of values times rows.
      var sum = 0.0
      var product = 0.0
      for segment in sums.indices.reversed() {
        sum += sums[segment]
        product += places[segment] + Double(columns.starts[segment]) * sums[segment]
        guard segment > 0 else { continue }
        moments[1 + segment] += (product - basis.knots[segment - 1] * sum) / basis.unit
      }
      moments[0] += sum
      if basis.growth == .linear { moments[1] += (product - basis.last * sum) / basis.unit }
    }
  }
}
