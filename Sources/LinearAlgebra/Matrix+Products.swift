extension Matrix {
  /// The product of this matrix and a vector.
  ///
  /// - Parameter vector: Length `columns`.
  /// - Returns: Length `rows`.
  public func times(_ vector: ArraySlice<Double>) -> [Double] {
    var product = [Double].zeros(rows)
    addTimes(vector, rows: 0..<rows, columns: 0..<columns, to: &product, at: 0)
    return product
  }

  /// Adds the product of this matrix and another to blocks of values.
  ///
  /// - Parameters:
  ///   - other: As many rows as this matrix has columns.
  ///   - values: Where each column of the product is added, one block after the other.
  ///   - first: The place of the first.
  public func addTimes(_ other: Matrix, toBlocksOf values: inout [Double], at first: Int) {
    BLAS.addMultiple(self, other, toBlocksOf: &values, at: first)
  }

  /// Adds the product of a part of this matrix and a vector.
  ///
  /// - Parameters:
  ///   - vector: As long as `columns`.
  ///   - rows: Of the part.
  ///   - columns: Of the part.
  ///   - sums: Where the product is added.
  ///   - first: The place of the first row's in `sums`.
  public func addTimes(
    _ vector: ArraySlice<Double>, rows: Range<Int>, columns: Range<Int>, to sums: inout [Double],
    at first: Int
  ) {
    BLAS.addMultiple(self, rows: rows, columns: columns, vector, to: &sums, at: first)
  }

  /// The product of this matrix's transpose and a vector.
  ///
  /// - Parameter vector: Length `rows`.
  /// - Returns: Length `columns`.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    transposedTimes(vector[...], rows: 0..<rows)
  }

  /// The product of the transpose of some rows and a vector.
  ///
  /// - Parameters:
  ///   - vector: As long as `rows`.
  ///   - rows: Of this matrix.
  /// - Returns: Length `columns`.
  public func transposedTimes(_ vector: ArraySlice<Double>, rows: Range<Int>) -> [Double] {
    var product = [Double].zeros(columns)
    BLAS.multiplyTransposed(self, rows: rows, vector, into: &product)
    return product
  }

  /// The products of this matrix's transpose and the blocks of a vector.
  ///
  /// - Parameter vector: Blocks of `rows` values, one after the other.
  /// - Returns: `columns` × the number of blocks.
  public func transposedTimes(blocksOf vector: ArraySlice<Double>) -> Matrix {
    var product = Matrix(rows: columns, columns: vector.count / rows)
    BLAS.multiplyTransposed(self, blocksOf: vector, into: &product)
    return product
  }

  /// Adds *BᵀB* to the lower triangle, *B* being the first rows of a block.
  ///
  /// - Parameters:
  ///   - block: As many columns as this matrix has rows and columns.
  ///   - rows: How many of its rows.
  public mutating func addGram(of block: Matrix, rows: Int) {
    BLAS.addGram(of: block, rows: rows, to: &self)
  }
}
