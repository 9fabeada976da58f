import LinearAlgebra
import Testing

struct `Cholesky factor` {
  /// 4 2 2 / 2 5 3 / 2 3 6, of which only the lower triangle is given.
  private let matrix = Matrix(rows: 3, columns: 3, elements: [4, 2, 2, .nan, 5, 3, .nan, .nan, 6])

  @Test func `solves a system`() throws {
    let factor = try CholeskyFactor(of: matrix)

    let solution = factor.solve([16, 21, 26])

    let product = [
      4 * solution[0] + 2 * solution[1] + 2 * solution[2],
      2 * solution[0] + 5 * solution[1] + 3 * solution[2],
      2 * solution[0] + 3 * solution[1] + 6 * solution[2],
    ]
    #expect(zip(product, [16, 21, 26]).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test func `gives the diagonal of the inverse`() throws {
    let diagonal = try CholeskyFactor(of: matrix).inverseDiagonal()

    // Cofactors over the determinant: 21/64, 20/64, 16/64.
    let expected = [21.0 / 64, 20.0 / 64, 16.0 / 64]
    #expect(zip(diagonal, expected).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  @Test func `adds a diagonal before it factorises`() throws {
    let zero = Matrix(rows: 2, columns: 2)

    let solution = try CholeskyFactor(of: zero, plusDiagonal: [4, 16]).solve([4, 8])

    #expect(solution == [1, 0.5])
  }

  @Test func `names the column that is a combination of the others`() {
    let singular = Matrix(rows: 2, columns: 2, elements: [1, 1, 1, 1])

    #expect(throws: LinearAlgebraError.nearSingular(column: 1)) {
      try CholeskyFactor(of: singular)
    }
  }

  @Test func `takes a system that is singular up to rounding for singular`() {
    let nearly = Matrix(rows: 2, columns: 2, elements: [1, 1, 1, 1 + Double.ulpOfOne])

    #expect(throws: LinearAlgebraError.nearSingular(column: 1)) {
      try CholeskyFactor(of: nearly)
    }
  }

  @Test(arguments: [Double.nan, .infinity])
  func `names the column of a value that is not finite`(value: Double) {
    let matrix = Matrix(rows: 2, columns: 2, elements: [1, 0, 0, value])

    #expect(throws: LinearAlgebraError.notFinite(column: 1)) {
      try CholeskyFactor(of: matrix)
    }
  }
}
