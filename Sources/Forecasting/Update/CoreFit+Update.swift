import Glibc
import LinearAlgebra

extension CoreFit {
  /// Fits the rows of the tail together with sums over the rows before it.
  ///
  /// As a fit, but only residuals of the tail say what is an outlier, and only they are clipped: the
  /// sums were clipped when the rows were absorbed.
  ///
  /// - Parameters:
  ///   - rows: Which to fit, those of the sums among them.
  ///   - past: The sums, with weights as the rows'.
  ///   - series: The standardised series, from the tail on at least.
  ///   - frame: Of the series.
  ///   - workspace: Memory to work in.
  /// - Throws: `FitError` where the system has no solution.
  init(
    _ rows: Rows, after past: AbsorbedSums, of series: StandardisedSeries,
    in frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) throws(FitError) {
    let tail = CoreTail(rows, series, frame)
    let total = past.weight + tail.weight
    var target = rows.moments
    var level = Self.firstLevel
    var median: Double?
    var round = 1
    while true {
      let factor = try rows.system.factor(level: level)
      let coefficients = factor.cholesky.solve(target)
      tail.findResiduals(coefficients, &workspace)
      let size = workspace.orders.medianSize(
        of: workspace.residuals, blanks: tail.blanks, near: median)
      median = size
      let limit = Self.huberWidth * max(Self.deviationsPerMedian * size, Self.smallestMedian)
      let clipped = tail.clip(to: limit, &workspace)
      let unexplained = past.squares(
        around: coefficients, explained: factor.explained(coefficients, target) - clipped.fitted)
      let freedom = max(Self.leastFreedom * total, total - factor.degreesOfFreedom)
      let noise = max((clipped.squares + unexplained) / freedom, Self.smallestNoise)
      let solved = (level, target)
      if round < Self.solves {
        level = BacktestPlan.rounded(2 * log10(noise))
        target = tail.clippedMoments(rows, workspace.excesses)
        round += 1
      }
      // The same equations would have the same solution.
      guard solved != (level, target) else {
        self.init(coefficients: coefficients, noise: noise, limit: limit)
        return
      }
    }
  }
}

/// The rows of the tail among those of a fit.
private struct CoreTail<Design: DesignMatrix> {
  let rows: Range<Int>
  let growth: Double
  let series: StandardisedSeries
  let frame: GridFrame<Design>
  /// The sum of the observed rows' weights.
  let weight: Double
  /// How many rows are missing.
  let blanks: Int

  init(_ rows: CoreFit.Rows, _ series: StandardisedSeries, _ frame: GridFrame<Design>) {
    self.rows = frame.plan.tailStart..<rows.count
    growth = rows.growth
    self.series = series
    self.frame = frame
    weight = self.rows.chunks.reduce(0) { sum, part in
      rows.growth * series.weights(of: part, in: frame).reduce(sum / rows.growth, +)
    }
    blanks =
      series.missingCount(before: rows.count) - series.missingCount(before: self.rows.lowerBound)
  }

  /// Leaves the residuals of the rows in the workspace, 0 where a row is missing.
  func findResiduals(_ coefficients: [Double], _ workspace: inout FitWorkspace) {
    let fitted = frame.design.curve(coefficients.map { -$0 })
    let values = series.values[
      rows.lowerBound - series.start..<rows.upperBound - series.start]
    workspace.residuals.removeAll(keepingCapacity: true)
    workspace.residuals.append(contentsOf: values)
    for part in rows.chunks {
      fitted.add(part, to: &workspace.residuals, at: part.lowerBound - rows.lowerBound)
    }
    for run in series.missing {
      for row in run.clamped(to: rows) { workspace.residuals[row - rows.lowerBound] = 0 }
    }
  }

  /// What is left of the residuals within a limit, and of the fitted values; all of it weighted.
  struct Clipped {
    /// The sum of the squares of the residuals within the limit.
    var squares = 0.0
    /// The sum of the squares of the fitted values.
    var fitted = 0.0
  }

  /// What the residuals have beyond the limit is left in the workspace.
  func clip(to limit: Double, _ workspace: inout FitWorkspace) -> Clipped {
    var clipped = Clipped()
    workspace.excesses.removeAll(keepingCapacity: true)
    let residuals = workspace.residuals
    let weights = frame.weights.places
    for part in rows.chunks {
      let (factor, first) = frame.weights.part(part)
      let local = part.lowerBound - rows.lowerBound..<part.upperBound - rows.lowerBound
      let squares = RowLoops.clippedSquares(
        residuals, rows: local, weights: weights, at: first, limit: limit
      ) { index in
        let residual = residuals[local.lowerBound + index]
        let excess = residual - (residual > 0 ? limit : -limit)
        workspace.excesses.append(
          (part.lowerBound + index, growth * factor * weights[first + index] * excess))
      }
      clipped.squares += growth * factor * squares
      clipped.fitted += growth * factor * fittedSquares(part, residuals, at: local.lowerBound)
    }
    return clipped
  }

  /// The moments of the rows without what their residuals have beyond the limit.
  func clippedMoments(
    _ rows: CoreFit.Rows, _ excesses: [(row: Int, weighted: Double)]
  ) -> [Double] {
    // Most series have nothing beyond it.
    guard !excesses.isEmpty else { return rows.moments }
    var sums = frame.design.sums()
    for excess in excesses { sums.add(excess.weighted, row: excess.row) }
    return zip(rows.moments, sums.moments()).map { $0 - $1 }
  }

  /// The squares of the fitted values of a part, weighted by place in the chunk.
  private func fittedSquares(
    _ part: Range<Int>, _ residuals: [Double], at first: Int
  ) -> Double {
    let weight = frame.weights.part(part).first
    let offset = part.lowerBound - series.start
    // Both are 0 where a row is missing.
    return RowLoops.fittedSquares(
      series.values[offset..<offset + part.count], residuals[first..<first + part.count],
      weights: frame.weights.places[weight..<weight + part.count])
  }
}

extension AbsorbedSums {
  /// The weighted squares of the distances from a curve.
  ///
  /// - Parameters:
  ///   - coefficients: Of the curve.
  ///   - explained: The weighted squares of the curve at the rows of the sums.
  /// - Returns: At least 0: what is less is rounding.
  fileprivate func squares(around coefficients: [Double], explained: Double) -> Double {
    let products = zip(coefficients, moments).reduce(0) { $0 + $1.0 * $1.1 }
    return max(0, squares - 2 * products + explained)
  }
}

extension RidgeSystem.Factor {
  /// The weighted squares of the fitted values of all rows.
  ///
  /// *βᵀGβ*, where *β* solves *(G + D)β = target* with the ridge *D*.
  fileprivate func explained(_ coefficients: [Double], _ target: [Double]) -> Double {
    var sum = 0.0
    for (index, coefficient) in coefficients.enumerated() {
      sum += coefficient * (target[index] - ridge[index] * coefficient)
    }
    return sum
  }
}
