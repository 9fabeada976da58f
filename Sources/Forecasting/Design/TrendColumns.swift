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
    for (index, row) in rows.enumerated() {
      block[first + index, 0] = 1
      guard basis.growth == .linear else { continue }
      block[first + index, 1] = (Double(row) - basis.last) / basis.unit
    }
    for (hinge, knot) in basis.knots.enumerated() {
      for (index, row) in rows.enumerated() {
        block[first + index, 2 + hinge] = max(Double(row) - knot, 0) / basis.unit
      }
    }
  }

  fileprivate func forEachSegment(of rows: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    for segment in starts.indices where starts[segment] < rows.upperBound {
      let end = segment + 1 < starts.count ? starts[segment + 1] : rows.upperBound
      let part = (starts[segment]..<max(starts[segment], end)).clamped(to: rows)
      if !part.isEmpty { body(segment, part) }
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
      let own = coefficients[..<columns.basis.columns]
      levels = columns.starts.map { columns.basis.value(at: Double($0), own) }
      var slope = own.count > 1 ? own[1] : 0
      slopes = columns.starts.indices.map { segment in
        if segment > 0 { slope += own[1 + segment] }
        return slope / columns.basis.unit
      }
    }

    func add(_ rows: Range<Int>, to values: inout [Double]) {
      columns.forEachSegment(of: rows) { segment, part in
        let slope = slopes[segment]
        let level = levels[segment] + slope * Double(part.lowerBound - columns.starts[segment])
        let first = part.lowerBound - rows.lowerBound
        for index in 0..<part.count { values[first + index] += level + slope * Double(index) }
      }
    }
  }

  /// Sums of values and of their places within each segment.
  struct Sums {
    private let columns: TrendColumns
    private var sums: [Double]
    private var places: [Double]

    init(_ columns: TrendColumns) {
      self.columns = columns
      sums = [Double](repeating: 0, count: columns.starts.count)
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

    func write(to moments: inout [Double]) {
      let basis = columns.basis
      for segment in sums.indices {
        let start = Double(columns.starts[segment])
        moments[0] += sums[segment]
        guard basis.growth == .linear else { continue }
        moments[1] += (places[segment] + (start - basis.last) * sums[segment]) / basis.unit
        for hinge in 0..<segment {
          moments[2 + hinge] +=
            (places[segment] + (start - basis.knots[hinge]) * sums[segment]) / basis.unit
        }
      }
    }
  }
}
