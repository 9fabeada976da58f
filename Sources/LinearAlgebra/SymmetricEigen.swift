/// The eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigen: Hashable, Sendable {
  /// Ascending, length *p*.
  public let values: [Double]
  /// *p* × *p*; column *j* is the unit eigenvector of `values[j]`.
  public let vectors: Matrix

  /// - Parameter matrix: *p* × *p*; only its lower triangle is read.
  /// - Throws: `LinearAlgebraError` where an element is not finite or nothing converges.
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns)
    for column in 0..<matrix.columns {
      for row in column..<matrix.rows where !matrix[row, column].isFinite {
        throw .notFinite(column: column)
      }
    }
    var vectors = matrix
    guard let values = BLAS.eigen(&vectors) else { throw .noConvergence(order: matrix.rows) }
    self.values = values
    self.vectors = vectors
  }

  /// The smallest eigenvalue over the largest, in size: 0 is singular, 1 perfectly conditioned.
  public var reciprocalCondition: Double {
    let sizes = values.map(abs)
    guard let largest = sizes.max(), let smallest = sizes.min(), largest > 0 else { return 0 }
    return smallest / largest
  }
}
