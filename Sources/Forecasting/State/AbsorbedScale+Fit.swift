import LinearAlgebra

extension AbsorbedScale {
  /// Sums up the rows before the tail of a full fit.
  ///
  /// - Parameters:
  ///   - series: On the scale.
  ///   - core: The final fit.
  ///   - fence: Of the scale's values, and how many of the last two before the tail lay outside.
  ///   - earlier: The scale before this one, whose missing rows are missing here too.
  ///   - frame: Of the fit.
  init(
    _ series: StandardisedSeries, _ core: CoreFit, fence: (SpikeFence?, outsideAtEnd: Int),
    after earlier: Earlier?, _ frame: GridFrame<some DesignMatrix>
  ) {
    let rows = frame.plan.tailStart
    // The weights of a fit are 1 at the end of the tail; those of the state at its beginning.
    let growth = 1 / frame.weights[rows - 1]
    let curve = frame.design.curve(core.coefficients)
    var sums = frame.design.sums()
    var squares = 0.0
    var weight = 0.0
    for part in (0..<rows).chunks {
      var chunk = [Double].zeros(part.count)
      curve.add(part, to: &chunk, at: 0)
      let weights = series.weights(of: part, in: frame)
      for index in chunk.indices {
        let residual = series.values[part.lowerBound + index] - chunk[index]
        let value = chunk[index] + min(max(residual, -core.limit), core.limit)
        let own = growth * weights[index]
        chunk[index] = own * value
        squares += own * value * value
        weight += own
      }
      sums.add(chunk, rows: part)
    }
    kind = series.scale.kind
    center = series.scale.center
    spread = series.scale.spread
    (self.fence, outsideAtEnd) = fence
    coefficients = core.coefficients
    limit = core.limit
    moments = sums.moments()
    self.squares = squares
    self.weight = weight
    (gram, missing) = Self.gramAndGaps(series, after: earlier, growth: growth, frame)
  }

  /// A scale that was summed up before, with all runs of its missing rows.
  typealias Earlier = (scale: AbsorbedScale, missing: [Range<Int>])

  /// What the grid cannot tell of the absorbed rows: a Gram matrix, and missing rows beside it.
  private static func gramAndGaps(
    _ series: StandardisedSeries, after earlier: Earlier?, growth: Double,
    _ frame: GridFrame<some DesignMatrix>
  ) -> ([Double], [Range<Int>]) {
    let rows = frame.plan.tailStart
    func isFew(_ runs: [Range<Int>]) -> Bool {
      2 * runs.reduce(0) { $0 + $1.count } < frame.design.columns.count
    }
    func packedGram(_ runs: [Range<Int>]) -> [Double] {
      var equations = NormalEquations(columns: frame.design.columns.count)
      equations.add(runs, of: frame.design, weights: frame.weights)
      return equations.scaled(by: growth).gram.packedLowerTriangle
    }
    let missing = series.missing.compactMap { $0.part(before: rows) }
    if let earlier, !earlier.scale.gram.isEmpty {
      if missing == earlier.missing { return (earlier.scale.gram, []) }
      let more = missing.removing(earlier.missing)
      if isFew(more), !frame.traits.isIrregular { return (earlier.scale.gram, more) }
    }
    if frame.traits.isIrregular {
      return (packedGram(series.observedRuns(in: 0..<rows)), [])
    }
    return isFew(missing) ? ([], missing) : (packedGram(missing), [])
  }
}

extension Matrix {
  fileprivate var packedLowerTriangle: [Double] {
    (0..<columns).flatMap { column in (column..<rows).map { self[$0, column] } }
  }
}

extension [Range<Int>] {
  /// The runs of the rows that are not in others.
  fileprivate func removing(_ others: [Range<Int>]) -> [Range<Int>] {
    let removed = Set(others.joined())
    return joined().filter { !removed.contains($0) }.map { $0..<$0 + 1 }
  }
}
