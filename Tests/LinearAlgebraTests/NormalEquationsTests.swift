import LinearAlgebra
import Testing

struct `Normal equations` {
  /// Rows 1, x of a line through x = 0...4.
  private func line(_ rows: Range<Int>) -> Matrix {
    Matrix(
      rows: rows.count, columns: 2,
      elements: rows.map { _ in 1 } + rows.map { Double($0) })
  }

  private func equations(_ rows: Range<Int>, weights: ArraySlice<Double>) -> NormalEquations {
    var equations = NormalEquations(columns: 2)
    var block = line(rows)
    equations.add(&block, weights: weights)
    return equations
  }

  @Test func `are the weighted products of the columns`() {
    let some = equations(0..<5, weights: [1, 4, 1, 4, 1])

    // Whole numbers and roots, so that nothing is rounded.
    #expect([some.gram[0, 0], some.gram[1, 0], some.gram[1, 1]] == [11, 22, 60])
    #expect(some.weight == 11)
  }

  @Test func `are the same from blocks as from one pass`() {
    let whole = equations(0..<5, weights: [1, 4, 1, 4, 1])
    var parts = equations(0..<2, weights: [1, 4])
    var rest = line(2..<5)

    parts.add(&rest, weights: [1, 4, 1])

    #expect(whole == parts)
  }

  @Test func `without rows that were added are those of the others`() {
    let both = equations(0..<5, weights: [1, 1, 1, 1, 1])
    let some = equations(0..<2, weights: [1, 1])

    #expect(both.subtracting(some) == equations(2..<5, weights: [1, 1, 1]))
  }

  @Test func `scale as their weights do`() {
    var single = equations(0..<3, weights: [1, 1, 1])

    single.scale(by: 4)

    #expect(single == equations(0..<3, weights: [4, 4, 4]))
  }

  @Test func `use only the first rows of a block that has more`() {
    var equations = NormalEquations(columns: 2)
    var block = line(0..<5)

    equations.add(&block, weights: [1, 1])

    #expect(equations.gram[0, 0] == 2)
    #expect(equations.gram[1, 1] == 1)
  }
}
