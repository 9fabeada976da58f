import CLAPACK

/// Every call into OpenBLAS and LAPACKE; sizes are checked before a pointer is made.
///
/// A negative LAPACK `info` is our own mistake and traps; a positive one is the data's.
enum BLAS {
  static func addMultiple(
    _ matrix: Matrix, rows: Range<Int>, columns: Range<Int>, _ vector: ArraySlice<Double>,
    to sums: inout [Double], at first: Int
  ) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= matrix.rows)
    precondition(columns.lowerBound >= 0 && columns.upperBound <= matrix.columns)
    precondition(vector.count == columns.count)
    precondition(first >= 0 && first + rows.count <= sums.count)
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let start = columns.lowerBound * matrix.rows + rows.lowerBound
    matrix.elements.withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let from = elements.baseAddress, let to = sums.baseAddress else { return }
          cblas_dgemv(
            CblasColMajor, CblasNoTrans, Int32(rows.count), Int32(columns.count), 1, from + start,
            Int32(matrix.rows), vector.baseAddress, 1, 1, to + first, 1)
        }
      }
    }
  }

  static func add(_ source: ArraySlice<Double>, to target: inout [Double], at first: Int) {
    precondition(first >= 0 && first + source.count <= target.count)
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        cblas_daxpy(Int32(source.count), 1, from, 1, to + first, 1)
      }
    }
  }

  static func copy(_ source: ArraySlice<Double>, to target: inout [Double], at first: Int) {
    precondition(first >= 0 && first + source.count <= target.count)
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        (to + first).update(from: from, count: source.count)
      }
    }
  }

  /// Multiplies the first rows of each column by factors.
  static func scaleRows(of matrix: inout Matrix, by factors: [Double]) {
    precondition(factors.count <= matrix.rows)
    let (rows, columns) = (matrix.rows, matrix.columns)
    factors.withUnsafeBufferPointer { factors in
      matrix.elements.withUnsafeMutableBufferPointer { elements in
        for column in 0..<columns {
          for row in factors.indices { elements[column * rows + row] *= factors[row] }
        }
      }
    }
  }

  static func addMultiple(
    _ left: Matrix, _ right: Matrix, toBlocksOf sums: inout [Double], at first: Int
  ) {
    precondition(left.columns == right.rows)
    precondition(first >= 0 && first + left.rows * right.columns <= sums.count)
    guard left.rows > 0, left.columns > 0, right.columns > 0 else { return }
    guard right.columns > 1 else {
      // A product of matrices prepares more than one of a matrix and a vector takes.
      return addMultiple(
        left, rows: 0..<left.rows, columns: 0..<left.columns, right.elements[...], to: &sums,
        at: first)
    }
    sums.withUnsafeMutableBufferPointer { sums in
      guard let to = sums.baseAddress else { return }
      cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(left.rows), Int32(right.columns),
        Int32(left.columns), 1, left.elements, Int32(left.rows), right.elements,
        Int32(right.rows), 1, to + first, Int32(left.rows))
    }
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
    guard blocks > 1 else {
      return multiplyTransposed(matrix, rows: 0..<matrix.rows, vector, into: &product.elements)
    }
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

  /// Replaces a lower triangular factor without zeros on its diagonal by its inverse.
  static func invertLowerTriangle(_ matrix: inout Matrix) {
    let order = Int32(matrix.rows)
    let info = LAPACKE_dtrtri_work(
      LAPACK_COL_MAJOR, 76 /* L */, 78 /* N */, order, &matrix.elements, order)
    precondition(info == 0, "dtrtri was called wrongly")
  }
}

/// What OpenBLAS asks when it is loaded for the threads to make; it finds this in place of its own
/// function of that name, which reads `OPENBLAS_NUM_THREADS`.
///
/// Processes are this program's parallelism. A thread that OpenBLAS makes waits for work in a loop for
/// 26 ms, which doubled the CPU time of the shortest commands.
///
/// - Returns: One thread: that which calls.
@c(openblas_num_threads_env)
public func openBLASThreads() -> Int32 { 1 }
