/// The left side of weighted least squares, *XᵀWX*, and the sum of the weights.
///
/// Rows come in blocks, so that *X* need never exist as a whole.
public struct NormalEquations: Hashable, Sendable {
  /// *XᵀWX*, *p* × *p*; only the lower triangle is kept up.
  public private(set) var gram: Matrix
  /// The sum of the weights.
  public private(set) var weight = 0.0

  /// The statistics of no rows.
  ///
  /// - Parameter columns: *p*, at least 1.
  public init(columns: Int) {
    gram = Matrix(rows: columns, columns: columns)
  }

  /// Statistics of which only the matrix is known; their weight is 0.
  ///
  /// - Parameters:
  ///   - packed: The lower triangle, column by column: *p*(*p* + 1)/2 values.
  ///   - columns: *p*, at least 1.
  public init(packedLowerTriangle packed: [Double], columns: Int) {
    precondition(packed.count == columns * (columns + 1) / 2)
    self.init(columns: columns)
    var place = 0
    for column in 0..<columns {
      for row in column..<columns {
        gram[row, column] = packed[place]
        place += 1
      }
    }
  }

  /// The lower triangle of the matrix, column by column.
  public var packedLowerTriangle: [Double] {
    (0..<gram.columns).flatMap { column in (column..<gram.rows).map { gram[$0, column] } }
  }

  /// Adds the first rows of a block.
  ///
  /// - Parameters:
  ///   - block: At least `weights.count` × *p*; its used rows are overwritten by weighted ones.
  ///   - weights: At least 0, one a row used.
  public mutating func add(_ block: inout Matrix, weights: ArraySlice<Double>) {
    precondition(block.columns == gram.columns && weights.count <= block.rows)
    BLAS.scaleRows(of: &block, by: weights.map { $0.squareRoot() })
    BLAS.addGram(of: block, rows: weights.count, to: &gram)
    weight += weights.reduce(0, +)
  }

  /// Multiplies all statistics by `factor`, as if every weight had been.
  public mutating func scale(by factor: Double) {
    guard factor != 1 else { return }
    for index in gram.elements.indices { gram.elements[index] *= factor }
    weight *= factor
  }

  /// The statistics of these rows and others.
  public func adding(_ rows: NormalEquations) -> NormalEquations {
    precondition(rows.gram.columns == gram.columns)
    var sum = self
    for index in gram.elements.indices { sum.gram.elements[index] += rows.gram.elements[index] }
    sum.weight += rows.weight
    return sum
  }

  /// The statistics without those of rows that were added before.
  public func subtracting(_ rows: NormalEquations) -> NormalEquations {
    precondition(rows.gram.columns == gram.columns)
    var rest = self
    for index in gram.elements.indices { rest.gram.elements[index] -= rows.gram.elements[index] }
    rest.weight -= rows.weight
    return rest
  }
}
