extension Matrix {
  /// The product of this matrix and a vector.
  ///
  /// - Parameter vector: Length `columns`.
  /// - Returns: Length `rows`.
  public func times(_ vector: some RandomAccessCollection<Double>) -> [Double] {
    var product = [Double](repeating: 0, count: rows)
    BLAS.multiply(self, Array(vector), into: &product)
    return product
  }

  /// The product of this matrix and another.
  ///
  /// - Parameter other: As many rows as this has columns.
  /// - Returns: `rows` × the other's columns.
  public func times(_ other: Matrix) -> Matrix {
    var product = Matrix(rows: rows, columns: other.columns)
    BLAS.multiply(self, other, into: &product)
    return product
  }

  /// Adds the product of a part of this matrix and a vector.
  ///
  /// - Parameters:
  ///   - vector: As long as `columns`.
  ///   - rows: Of the part.
  ///   - columns: Of the part.
  ///   - sums: As long as `rows`.
  public func addTimes(
    _ vector: ArraySlice<Double>, rows: Range<Int>, columns: Range<Int>, to sums: inout [Double]
  ) {
    BLAS.addMultiple(self, rows: rows, columns: columns, vector, to: &sums)
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
    var product = [Double](repeating: 0, count: columns)
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
