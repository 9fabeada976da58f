/// The Cholesky factor of a symmetric positive definite matrix, made once and solved with often.
public struct CholeskyFactor: Hashable, Sendable {
  private let lower: Matrix

  /// Factorises *A + diag(d)*.
  ///
  /// - Parameters:
  ///   - matrix: *A*, *p* × *p*; only its lower triangle is read.
  ///   - diagonal: *d*, length *p*, or empty for zeros.
  /// - Throws: `LinearAlgebraError` with the column at fault.
  public init(
    of matrix: Matrix, plusDiagonal diagonal: [Double] = []
  ) throws(LinearAlgebraError) {
    precondition(matrix.rows == matrix.columns)
    precondition(diagonal.isEmpty || diagonal.count == matrix.rows)
    var factor = matrix
    for index in diagonal.indices { factor[index, index] += diagonal[index] }
    let original = (0..<factor.rows).map { factor[$0, $0] }
    try Self.checkFinite(factor)
    if let column = BLAS.factorise(&factor) { throw .nearSingular(column: column) }
    // A pivot is what its column holds beyond the columns before it.
    let share = Double(factor.rows) * Double.ulpOfOne
    for column in original.indices {
      let pivot = factor[column, column]
      guard pivot * pivot > share * original[column] else { throw .nearSingular(column: column) }
    }
    lower = factor
  }

  private static func checkFinite(_ matrix: Matrix) throws(LinearAlgebraError) {
    for column in 0..<matrix.columns {
      for row in column..<matrix.rows where !matrix[row, column].isFinite {
        throw .notFinite(column: column)
      }
    }
  }

  /// The order *p* of the system.
  public var order: Int { lower.rows }

  /// Solves the system for one right-hand side.
  ///
  /// - Parameter vector: Length *p*.
  /// - Returns: Length *p*.
  public func solve(_ vector: [Double]) -> [Double] {
    var solution = vector
    BLAS.solve(factor: lower, &solution)
    return solution
  }

  /// The diagonal of the matrix's inverse, length *p*.
  ///
  /// - Complexity: O(*p*³)
  public func inverseDiagonal() -> [Double] {
    var inverse = lower
    BLAS.invertLowerTriangle(&inverse)
    return (0..<order).map { column in
      (column..<order).reduce(0) { $0 + inverse[$1, column] * inverse[$1, column] }
    }
  }
}
