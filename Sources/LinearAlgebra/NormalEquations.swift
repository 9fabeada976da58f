/// The sufficient statistics of weighted least squares: *XᵀWX*, *XᵀWy* and *yᵀWy*.
///
/// Rows come in blocks, so that *X* need never exist as a whole.
public struct NormalEquations: Hashable, Sendable {
  /// *XᵀWX*, *p* × *p*; only the lower triangle is kept up.
  public private(set) var gram: Matrix
  /// *XᵀWy*, length *p*.
  public private(set) var moments: [Double]
  /// *yᵀWy*.
  public private(set) var targetSquares = 0.0
  /// The sum of the weights.
  public private(set) var weight = 0.0

  /// The statistics of no rows.
  ///
  /// - Parameter columns: *p*, at least 1.
  public init(columns: Int) {
    gram = Matrix(rows: columns, columns: columns)
    moments = [Double](repeating: 0, count: columns)
  }

  /// Adds the first rows of a block.
  ///
  /// - Parameters:
  ///   - block: At least `weights.count` × *p*; its used rows are overwritten by weighted ones.
  ///   - weights: At least 0, one a row used.
  ///   - targets: One a row used, or nil where only *XᵀWX* is wanted.
  public mutating func add(
    _ block: inout Matrix, weights: ArraySlice<Double>, targets: ArraySlice<Double>? = nil
  ) {
    let rows = weights.count
    precondition(block.columns == gram.columns && rows <= block.rows)
    precondition(targets.map { $0.count == rows } ?? true)
    let roots = weights.map { $0.squareRoot() }
    BLAS.scaleRows(of: &block, by: roots)
    BLAS.addGram(of: block, rows: rows, to: &gram)
    weight += weights.reduce(0, +)
    if let targets { addMoments(block, roots, targets) }
  }

  private mutating func addMoments(
    _ block: Matrix, _ roots: [Double], _ targets: ArraySlice<Double>
  ) {
    let weighted = zip(roots, targets).map { $0 * $1 }
    targetSquares += weighted.reduce(0) { $0 + $1 * $1 }
    for column in moments.indices {
      let start = column * block.rows
      var sum = 0.0
      for row in weighted.indices { sum += block.elements[start + row] * weighted[row] }
      moments[column] += sum
    }
  }

  /// Multiplies all statistics by `factor`, as if every weight had been.
  public mutating func scale(by factor: Double) {
    guard factor != 1 else { return }
    for index in gram.elements.indices { gram.elements[index] *= factor }
    for index in moments.indices { moments[index] *= factor }
    targetSquares *= factor
    weight *= factor
  }

  /// The statistics without those of rows that were added before.
  public func subtracting(_ rows: NormalEquations) -> NormalEquations {
    precondition(rows.gram.columns == gram.columns)
    var rest = self
    for index in gram.elements.indices { rest.gram.elements[index] -= rows.gram.elements[index] }
    for index in moments.indices { rest.moments[index] -= rows.moments[index] }
    rest.targetSquares -= rows.targetSquares
    rest.weight -= rows.weight
    return rest
  }

  /// Solves *(XᵀWX + diag(ridge)) β = XᵀWy*.
  ///
  /// - Parameter ridge: At least 0, length *p*.
  /// - Returns: β, length *p*.
  /// - Throws: `LinearAlgebraError` with the column at fault.
  public func coefficients(ridge: [Double]) throws(LinearAlgebraError) -> [Double] {
    try CholeskyFactor(of: gram, plusDiagonal: ridge).solve(moments)
  }
}
