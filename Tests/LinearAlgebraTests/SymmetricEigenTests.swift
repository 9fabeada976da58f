import LinearAlgebra
import Testing

struct `Symmetric eigen` {
  @Test func `gives values in ascending order and their unit vectors`() throws {
    let matrix = Matrix(rows: 2, columns: 2, elements: [2, 1, .nan, 2])

    let eigen = try SymmetricEigen(of: matrix)

    #expect(zip(eigen.values, [1, 3]).allSatisfy { abs($0 - $1) < 1e-14 })
    let last = [eigen.vectors[0, 1], eigen.vectors[1, 1]].map(abs)
    #expect(last.allSatisfy { abs($0 - 0.5.squareRoot()) < 1e-14 })
  }

  @Test func `says how well conditioned a matrix is`() throws {
    let matrix = Matrix(rows: 2, columns: 2, elements: [8, 0, 0, 2])

    let condition = try SymmetricEigen(of: matrix).reciprocalCondition

    #expect(abs(condition - 0.25) < 1e-14)
  }

  @Test func `names the column of a value that is not finite`() {
    let matrix = Matrix(rows: 2, columns: 2, elements: [.nan, 0, 0, 2])

    #expect(throws: LinearAlgebraError.notFinite(column: 0)) {
      try SymmetricEigen(of: matrix)
    }
  }
}
