import Glibc
import LinearAlgebra

/// The robust ridge regression of a standardised series on its design.
struct CoreFit {
  /// One a column, in spreads.
  let coefficients: [Double]
  /// The variance of the residuals, in squared spreads, at least 1e-6.
  let noise: Double
  /// Residuals beyond this are taken for it.
  let limit: Double

  static let solves = 3
  /// Of the first solve: a noise variance of 0.1.
  static let firstLevel = -2
  static let huberWidth = 3.0
  static let deviationsPerMedian = 1.4826
  static let smallestMedian = 1e-12
  static let smallestNoise = 1e-6
  /// The least share of the rows that counts as free of the coefficients.
  static let leastFreedom = 0.3

  /// The rows to fit, and their equations.
  struct Rows {
    let count: Int
    /// What the weights of the whole series are multiplied by, so that the last of these rows has 1.
    let growth: Double
    /// Of the observed ones of these rows.
    let system: RidgeSystem
    /// *XᵀWv* of the rows, with weights so multiplied.
    let moments: [Double]
  }

  init(coefficients: [Double], noise: Double, limit: Double) {
    self.coefficients = coefficients
    self.noise = noise
    self.limit = limit
  }

  /// Fits the first rows of a series.
  ///
  /// Each round solves, estimates the noise anew, and clips residuals three robust deviations out
  /// (Huber's pseudo-values), which changes the right-hand side alone.
  ///
  /// - Parameters:
  ///   - rows: Which to fit.
  ///   - series: The standardised series.
  ///   - frame: Of the series.
  ///   - workspace: Memory to work in.
  /// - Throws: `FitError` where the system has no solution.
  init(
    _ rows: Rows, of series: StandardisedSeries, in frame: GridFrame<some DesignMatrix>,
    _ workspace: inout FitWorkspace
  ) throws(FitError) {
    let total = rows.system.equations.weight
    let blanks = series.missingCount(before: rows.count)
    var target = rows.moments
    var level = Self.firstLevel
    var median: Double?
    var round = 1
    while true {
      let factor = try rows.system.factor(level: level)
      let coefficients = factor.cholesky.solve(target)
      Self.findResiduals(coefficients, rows.count, series, frame, &workspace)
      let size = workspace.orders.medianSize(
        of: workspace.residuals, blanks: blanks, near: median)
      median = size
      let limit = Self.huberWidth * max(Self.deviationsPerMedian * size, Self.smallestMedian)
      let squares = Self.clippedSquares(rows, to: limit, frame, &workspace)
      let freedom = max(Self.leastFreedom * total, total - factor.degreesOfFreedom)
      let noise = max(rows.growth * squares / freedom, Self.smallestNoise)
      let solved = (level, target)
      if round < Self.solves {
        level = BacktestPlan.rounded(2 * log10(noise))
        target = Self.clippedMoments(rows, workspace.excesses, frame)
        round += 1
      }
      // The same equations would have the same solution.
      guard solved != (level, target) else {
        self.coefficients = coefficients
        self.noise = noise
        self.limit = limit
        return
      }
    }
  }

  /// Leaves the residuals of the first rows in the workspace, 0 where a row is missing.
  private static func findResiduals(
    _ coefficients: [Double], _ count: Int, _ series: StandardisedSeries,
    _ frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) {
    let fitted = frame.design.curve(coefficients.map { -$0 })
    workspace.residuals.removeAll(keepingCapacity: true)
    workspace.residuals.append(contentsOf: series.values[..<count])
    for part in (0..<count).chunks {
      fitted.add(part, to: &workspace.residuals, at: part.lowerBound)
    }
    for run in series.missing {
      for row in run where row < count { workspace.residuals[row] = 0 }
    }
  }

  /// The weighted squares of the residuals within a limit; what is beyond it is left in the workspace.
  private static func clippedSquares(
    _ rows: Rows, to limit: Double, _ frame: GridFrame<some DesignMatrix>,
    _ workspace: inout FitWorkspace
  ) -> Double {
    var squares = 0.0
    workspace.excesses.removeAll(keepingCapacity: true)
    let residuals = workspace.residuals
    let weights = frame.weights.places
    for part in (0..<rows.count).chunks {
      let (factor, first) = frame.weights.part(part)
      squares +=
        factor
        * RowLoops.clippedSquares(
          residuals, rows: part, weights: weights, at: first, limit: limit
        ) { index in
          let row = part.lowerBound + index
          let excess = residuals[row] - (residuals[row] > 0 ? limit : -limit)
          workspace.excesses.append((row, factor * weights[first + index] * excess))
        }
    }
    return squares
  }

  /// The moments of the rows without what their residuals have beyond the limit.
  private static func clippedMoments(
    _ rows: Rows, _ excesses: [(row: Int, weighted: Double)],
    _ frame: GridFrame<some DesignMatrix>
  ) -> [Double] {
    // Most series have nothing beyond it.
    guard !excesses.isEmpty else { return rows.moments }
    var sums = frame.design.sums()
    for excess in excesses { sums.add(excess.weighted, row: excess.row) }
    return zip(rows.moments, sums.moments()).map { $0 - rows.growth * $1 }
  }
}
