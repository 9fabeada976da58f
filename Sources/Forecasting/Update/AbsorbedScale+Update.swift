import Glibc
import LinearAlgebra

extension AbsorbedScale {
  /// Takes in rows as the frame has them, with weights as at the last of them.
  ///
  /// - Parameters:
  ///   - rows: The first of the recent ones, up to the tail.
  ///   - series: Of the recent rows, on this scale.
  ///   - outsideAtEnd: How many of the last two of these rows lie outside the fence.
  ///   - place: Where the history ends, and the rows after it.
  ///   - frame: Of the recent rows.
  /// - Returns: The scale after these rows.
  func absorbing(
    _ rows: Range<Int>, of series: StandardisedSeries, _ outsideAtEnd: Int,
    _ place: (lastPosition: Double, recent: RecentRows), _ frame: GridFrame<some DesignMatrix>
  ) -> AbsorbedScale {
    guard let last = rows.last else { return self }
    let distance = place.recent.position(ofRow: last) - place.lastPosition
    let decay = frame.traits.halfLife.map { exp2(-distance / $0) } ?? 1
    let sums = self.sums.scaled(by: decay).adding(
      AbsorbedSums(rows, of: series, near: coefficients, within: limit, frame))
    let (gram, missing) = gramAndGaps(rows, series, decay: decay, frame)
    return AbsorbedScale(
      kind: kind, center: center, spread: spread, fence: fence, outsideAtEnd: outsideAtEnd,
      coefficients: coefficients, limit: limit, moments: sums.moments, squares: sums.squares,
      weight: sums.weight, missing: missing, gram: gram)
  }

  /// The moments, squares and weight.
  var sums: AbsorbedSums { AbsorbedSums(moments: moments, squares: squares, weight: weight) }

  private func gramAndGaps(
    _ rows: Range<Int>, _ series: StandardisedSeries, decay: Double,
    _ frame: GridFrame<some DesignMatrix>
  ) -> ([Double], [Range<Int>]) {
    func added(_ runs: [Range<Int>]) -> [Double] {
      let more = frame.equations(of: runs, endingAt: rows.upperBound)
      return (equations?.scaled(by: decay).adding(more) ?? more).packedLowerTriangle
    }
    if frame.traits.isIrregular { return (added(series.observedRuns(in: rows)), []) }
    let new = series.missing.compactMap {
      $0.part(from: rows.lowerBound)?.part(before: rows.upperBound)
    }
    let missing = missing.followed(by: new)
    return frame.areFew(missing) ? (gram.map { decay * $0 }, missing) : (added(missing), [])
  }

  /// What `gram` holds, nil where it is empty.
  private var equations: NormalEquations? {
    gram.isEmpty
      ? nil
      : NormalEquations(packedLowerTriangle: gram, columns: coefficients.count)
  }

  /// The equations of all rows, these and the tail's.
  ///
  /// - Parameters:
  ///   - series: Of the recent rows, on this scale.
  ///   - decay: What is left of the weights at the last row.
  ///   - frame: Of the recent rows.
  /// - Returns: Those of all rows, and of those known at the oldest origin.
  func systems(
    with series: StandardisedSeries, decay: Double, _ frame: GridFrame<some DesignMatrix>
  ) -> (final: RidgeSystem, heldBack: RidgeSystem?) {
    let start = frame.plan.tailStart
    if frame.traits.isIrregular {
      let own = equations?.scaled(by: decay) ?? NormalEquations(columns: coefficients.count)
      return frame.systems(own, with: series.observedRuns(in: start..<frame.design.rows))
    }
    let missing = missing + series.missing.compactMap { $0.part(from: start) }
    guard let equations else { return frame.systems(without: missing) }
    return frame.systems(equations.scaled(by: decay), without: missing)
  }
}

extension GridFrame {
  /// The systems of equations and the rows of some runs.
  fileprivate func systems(
    _ equations: NormalEquations, with runs: [Range<Int>]
  ) -> (final: RidgeSystem, heldBack: RidgeSystem?) {
    let known = plan.origins.first ?? 0
    let early = equations.adding(self.equations(of: runs.compactMap { $0.part(before: known) }))
    let late = self.equations(of: runs.compactMap { $0.part(from: known) })
    return (
      RidgeSystem(equations: early.adding(late), columns: design.columns),
      known > 0
        ? RidgeSystem(equations: early.scaled(by: heldBackGrowth), columns: design.columns) : nil
    )
  }

  /// The systems of all rows but those that equations hold, and those of some runs.
  fileprivate func systems(
    _ equations: NormalEquations, without runs: [Range<Int>]
  ) -> (final: RidgeSystem, heldBack: RidgeSystem?) {
    let known = plan.origins.first ?? 0
    let early = self.equations(of: runs.compactMap { $0.part(before: known) })
    let late = self.equations(of: runs.compactMap { $0.part(from: known) })
    let lacking = equations.adding(early)
    return (
      RidgeSystem(
        equations: final.equations.subtracting(lacking).subtracting(late),
        columns: design.columns),
      heldBack.map {
        RidgeSystem(
          equations: $0.equations.subtracting(lacking.scaled(by: heldBackGrowth)),
          columns: design.columns)
      }
    )
  }

  private func equations(of runs: [Range<Int>]) -> NormalEquations {
    equations(of: runs, endingAt: design.rows)
  }
}

extension [Range<Int>] {
  /// Ascending runs and those after them, two that touch being one.
  fileprivate func followed(by others: [Range<Int>]) -> [Range<Int>] {
    guard let last, let first = others.first, last.upperBound == first.lowerBound else {
      return self + others
    }
    return dropLast() + [last.lowerBound..<first.upperBound] + others.dropFirst()
  }
}
