import LinearAlgebra
import Testing

struct `Matrix products` {
  private let matrix = Matrix(rows: 2, columns: 3, elements: [1, 4, 2, 5, 3, 6])

  @Test func `multiply a vector`() {
    #expect(matrix.times([1, 0, 2]) == [7, 16])
  }

  @Test func `multiply a vector by the transpose`() {
    #expect(matrix.transposedTimes([1, 2]) == [9, 12, 15])
  }

  @Test func `keep elements column by column`() {
    var changed = matrix

    changed[1, 2] = 9

    #expect(changed.elements == [1, 4, 2, 5, 3, 9])
  }
}
