/// A series on one scale, ready to be fitted: in spreads from its centre.
struct StandardisedSeries {
  let scale: SeriesScale
  /// The row of the first of the values; those before it are summed up elsewhere.
  let start: Int
  /// From `start` on, 0 where missing.
  let values: [Double]
  /// Runs of missing rows, ascending.
  let missing: [Range<Int>]

  /// - Parameters:
  ///   - scale: Of the values.
  ///   - values: On the scale's units, before standardising; NaN where missing.
  ///   - start: The row of the first of them.
  init(scale: SeriesScale, values: consuming [Double], from start: Int = 0) {
    self.scale = scale
    self.start = start
    var missing: [Range<Int>] = []
    var standardised = values.mutableSpan
    for row in standardised.indices {
      let value = (standardised[row] - scale.center) / scale.spread
      standardised[row] = value
      guard value.isNaN else { continue }
      standardised[row] = 0
      if let last = missing.last, last.upperBound == start + row {
        missing[missing.count - 1] = last.lowerBound..<last.upperBound + 1
      } else {
        missing.append(start + row..<start + row + 1)
      }
    }
    self.values = values
    self.missing = missing
  }

  /// The runs of observed rows within a range, ascending.
  func observedRuns(in rows: Range<Int>) -> [Range<Int>] {
    let gaps = missing.map { $0.clamped(to: rows) }.filter { !$0.isEmpty }
    return zip(
      [rows.lowerBound] + gaps.map(\.upperBound), gaps.map(\.lowerBound) + [rows.upperBound]
    )
    .map { $0..<$1 }.filter { !$0.isEmpty }
  }

  /// How much the rows of a chunk count, 0 where missing.
  func weights(of part: Range<Int>, in frame: GridFrame<some DesignMatrix>) -> [Double] {
    let (factor, first) = frame.weights.part(part)
    var weights = (0..<part.count).map { factor * frame.weights.places[first + $0] }
    for run in missing {
      for row in run.clamped(to: part) { weights[row - part.lowerBound] = 0 }
    }
    return weights
  }

  /// How many of the first rows are missing.
  func missingCount(before row: Int) -> Int {
    missing.reduce(0) { $0 + ($1.part(before: row)?.count ?? 0) }
  }

  /// The weighted sums of the rows of a design, each times the series' value.
  func moments(
    of rows: Range<Int>, in frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) -> [Double] {
    var sums = frame.design.sums()
    for part in rows.chunks {
      workspace.clearChunk(part.count)
      let (factor, first) = frame.weights.part(part)
      for index in 0..<part.count {
        let weight = factor * frame.weights.places[first + index]
        workspace.chunk[index] = weight * values[part.lowerBound - start + index]
      }
      sums.add(workspace.chunk, rows: part)
    }
    return sums.moments()
  }
}
