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
    let sums = AbsorbedSums(
      0..<rows, of: series, near: core.coefficients, within: core.limit, frame)
    kind = series.scale.kind
    center = series.scale.center
    spread = series.scale.spread
    (self.fence, outsideAtEnd) = fence
    coefficients = core.coefficients
    limit = core.limit
    moments = sums.moments
    squares = sums.squares
    weight = sums.weight
    (gram, missing) = Self.gramAndGaps(series, after: earlier, frame)
  }

  /// A scale that was summed up before, with all runs of its missing rows.
  typealias Earlier = (scale: AbsorbedScale, missing: [Range<Int>])

  /// What the grid cannot tell of the absorbed rows: a Gram matrix, and missing rows beside it.
  private static func gramAndGaps(
    _ series: StandardisedSeries, after earlier: Earlier?, _ frame: GridFrame<some DesignMatrix>
  ) -> ([Double], [Range<Int>]) {
    let rows = frame.plan.tailStart
    let missing = series.missing.compactMap { $0.part(before: rows) }
    if let earlier, !earlier.scale.gram.isEmpty {
      if missing == earlier.missing { return (earlier.scale.gram, []) }
      let more = missing.removing(earlier.missing)
      if frame.areFew(more), !frame.traits.isIrregular { return (earlier.scale.gram, more) }
    }
    if frame.traits.isIrregular {
      let observed = series.observedRuns(in: 0..<rows)
      return (frame.equations(of: observed, endingAt: rows).packedLowerTriangle, [])
    }
    return frame.areFew(missing)
      ? ([], missing) : (frame.equations(of: missing, endingAt: rows).packedLowerTriangle, [])
  }
}

extension GridFrame {
  /// Whether a list of missing rows is shorter than their Gram matrix.
  func areFew(_ missing: [Range<Int>]) -> Bool {
    2 * missing.reduce(0) { $0 + $1.count } < design.columns.count
  }

  /// The equations of some rows, with weights such that the row before `end` has 1.
  func equations(of rows: [Range<Int>], endingAt end: Int) -> NormalEquations {
    var equations = NormalEquations(columns: design.columns.count)
    equations.add(rows, of: design, weights: weights)
    return equations.scaled(by: 1 / weights[end - 1])
  }
}

extension [Range<Int>] {
  /// The runs of the rows that are not in others.
  fileprivate func removing(_ others: [Range<Int>]) -> [Range<Int>] {
    let removed = Set(others.joined())
    return joined().filter { !removed.contains($0) }.map { $0..<$0 + 1 }
  }
}
