import CLAPACK

/// Every call into OpenBLAS and LAPACKE; sizes are checked before a pointer is made.
///
/// A negative LAPACK `info` is our own mistake and traps; a positive one is the data's.
enum BLAS {
  static func useOneThread() {
    openblas_set_num_threads(1)
  }

  static func multiply(_ matrix: Matrix, _ vector: [Double], into product: inout [Double]) {
    precondition(vector.count == matrix.columns && product.count == matrix.rows)
    guard matrix.rows > 0, matrix.columns > 0 else { return }
    let rows = Int32(matrix.rows)
    cblas_dgemv(
      CblasColMajor, CblasNoTrans, rows, Int32(matrix.columns), 1, matrix.elements, rows, vector, 1,
      0, &product, 1)
  }

  static func addMultiple(
    _ matrix: Matrix, rows: Range<Int>, columns: Range<Int>, _ vector: ArraySlice<Double>,
    to sums: inout [Double]
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= matrix.rows)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= matrix.columns)
    precondition(vector.count == columns.count && sums.count == rows.count)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let start = columns.lowerBound * matrix.rows + rows.lowerBound
    matrix.elements[start...].withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        cblas_dgemv(
          CblasColMajor, CblasNoTrans, Int32(rows.count), Int32(columns.count), 1,
          elements.baseAddress, Int32(matrix.rows), vector.baseAddress, 1, 1, &sums, 1)
      }
    }
  }

  static func add(_ source: ArraySlice<Double>, to target: inout [Double], at first: Int) {
    precondition(first >= 0 && first + source.count <= target.count)
    guard !source.isEmpty else { return }
    source.withUnsafeBufferPointer { source in
      target[first...].withUnsafeMutableBufferPointer { target in
        cblas_daxpy(Int32(source.count), 1, source.baseAddress, 1, target.baseAddress, 1)
      }
    }
  }

  static func multiply(_ left: Matrix, _ right: Matrix, into product: inout Matrix) {
    precondition(left.columns == right.rows)
    precondition(product.rows == left.rows && product.columns == right.columns)
    guard left.rows > 0, left.columns > 0, right.columns > 0 else { return }
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(left.rows), Int32(right.columns),
      Int32(left.columns), 1, left.elements, Int32(left.rows), right.elements, Int32(right.rows), 0,
      &product.elements, Int32(product.rows))
  }

  static func multiplyTransposed(
    _ matrix: Matrix, rows: Range<Int>, _ vector: ArraySlice<Double>, into product: inout [Double]
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= matrix.rows)
    precondition(vector.count == rows.count && product.count == matrix.columns)
    guard !rows.isEmpty, matrix.columns > 0 else { return }
    matrix.elements[rows.lowerBound...].withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        cblas_dgemv(
          CblasColMajor, CblasTrans, Int32(rows.count), Int32(matrix.columns), 1,
          elements.baseAddress, Int32(matrix.rows), vector.baseAddress, 1, 0, &product, 1)
      }
    }
  }

  static func multiplyTransposed(
    _ matrix: Matrix, blocksOf vector: ArraySlice<Double>, into product: inout Matrix
  ) {
    let blocks = product.columns
    precondition(vector.count == blocks * matrix.rows && product.rows == matrix.columns)
    guard blocks > 0, matrix.columns > 0 else { return }
    vector.withUnsafeBufferPointer { vector in
      cblas_dgemm(
        CblasColMajor, CblasTrans, CblasNoTrans, Int32(matrix.columns), Int32(blocks),
        Int32(matrix.rows), 1, matrix.elements, Int32(matrix.rows), vector.baseAddress,
        Int32(matrix.rows), 0, &product.elements, Int32(product.rows))
    }
  }

  /// Adds *BᵀB* to the lower triangle of `gram`, *B* being the first `rows` rows of `block`.
  static func addGram(of block: Matrix, rows: Int, to gram: inout Matrix) {
    precondition(gram.rows == block.columns && gram.columns == block.columns)
    precondition(rows <= block.rows)
    guard rows > 0 else { return }
    let order = Int32(gram.rows)
    cblas_dsyrk(
      CblasColMajor, CblasLower, CblasTrans, order, Int32(rows), 1, block.elements,
      Int32(block.rows), 1, &gram.elements, order)
  }

  /// Replaces the lower triangle by its Cholesky factor.
  ///
  /// - Returns: The column where a pivot was not positive, or nil.
  static func factorise(_ matrix: inout Matrix) -> Int? {
    let order = Int32(matrix.rows)
    let info = LAPACKE_dpotrf_work(
      LAPACK_COL_MAJOR, 76 /* L */, order, &matrix.elements, order)
    precondition(info >= 0, "dpotrf was called wrongly")
    return info > 0 ? Int(info) - 1 : nil
  }

  static func solve(factor: Matrix, _ vector: inout [Double]) {
    precondition(vector.count == factor.rows)
    let order = Int32(factor.rows)
    for transpose in [CblasNoTrans, CblasTrans] {
      cblas_dtrsv(
        CblasColMajor, CblasLower, transpose, CblasNonUnit, order, factor.elements, order,
        &vector, 1)
    }
  }

  /// Replaces a lower triangular factor without zeros on its diagonal by its inverse.
  static func invertLowerTriangle(_ matrix: inout Matrix) {
    let order = Int32(matrix.rows)
    let info = LAPACKE_dtrtri_work(
      LAPACK_COL_MAJOR, 76 /* L */, 78 /* N */, order, &matrix.elements, order)
    precondition(info == 0, "dtrtri was called wrongly")
  }

  /// Replaces a symmetric matrix (lower triangle) by its eigenvectors.
  ///
  /// - Returns: The eigenvalues, ascending, or nil where the iteration did not converge.
  static func eigen(_ matrix: inout Matrix) -> [Double]? {
    let order = Int32(matrix.rows)
    var values = [Double](repeating: 0, count: matrix.rows)
    let info = LAPACKE_dsyevd(
      LAPACK_COL_MAJOR, 86 /* V */, 76 /* L */, order, &matrix.elements, order, &values)
    precondition(info >= 0, "dsyevd was called wrongly")
    return info == 0 ? values : nil
  }
}
