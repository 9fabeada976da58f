import Glibc
import LinearAlgebra

/// The ridge equations of one set of rows, factorised once for each noise level that is asked for.
///
/// Noise levels are half decades, so that all customers of a grid meet the same few.
final class RidgeSystem {
  /// *XᵀWX* of the rows; the moments are the customers'.
  let equations: NormalEquations
  private let columns: DesignColumns
  private var factors: [Int: Factor] = [:]

  /// The system at one noise level.
  struct Factor {
    let cholesky: CholeskyFactor
    /// What is added to each element of the diagonal.
    let ridge: [Double]
    /// The trace of *(G + qD)⁻¹G*: how many free coefficients the ridge leaves.
    let degreesOfFreedom: Double
  }

  init(equations: NormalEquations, columns: DesignColumns) {
    self.equations = equations
    self.columns = columns
  }

  /// The system at a noise level.
  ///
  /// - Parameter level: Twice the decimal logarithm of the noise's variance.
  /// - Returns: The factor, kept for the next time.
  /// - Throws: `FitError` that names the column at fault.
  func factor(level: Int) throws(FitError) -> Factor {
    if let factor = factors[level] { return factor }
    let factor = try makeFactor(level: level)
    factors[level] = factor
    return factor
  }

  private func makeFactor(level: Int) throws(FitError) -> Factor {
    let noise = pow(10, Double(level) / 2)
    let ridge = columns.precisions.map { noise * $0 + Self.jitter }
    do {
      let cholesky = try CholeskyFactor(of: equations.gram, plusDiagonal: ridge)
      let penalised = zip(ridge, cholesky.inverseDiagonal()).reduce(0) { $0 + $1.0 * $1.1 }
      return Factor(
        cholesky: cholesky, ridge: ridge, degreesOfFreedom: Double(ridge.count) - penalised)
    } catch {
      throw FitError(error, columns)
    }
  }

  /// Keeps columns that are zero in all rows solvable.
  private static let jitter = 1e-9
}
