import LinearAlgebra
import Testing

struct `Normal equations` {
  /// Rows 1, x of a line through x = 0...4.
  private func line(_ rows: Range<Int>) -> Matrix {
    Matrix(
      rows: rows.count, columns: 2,
      elements: rows.map { _ in 1 } + rows.map { Double($0) })
  }

  @Test func `give a line its coefficients`() throws {
    var equations = NormalEquations(columns: 2)
    var block = line(0..<5)

    equations.add(&block, weights: [1, 1, 1, 1, 1], targets: [3, 5, 7, 9, 11])

    let coefficients = try equations.coefficients(ridge: [0, 0])
    #expect(zip(coefficients, [3, 2]).allSatisfy { abs($0 - $1) < 1e-13 })
    #expect(equations.targetSquares == 285)
  }

  @Test func `are the same from blocks as from one pass`() {
    var whole = NormalEquations(columns: 2)
    var parts = NormalEquations(columns: 2)
    var all = line(0..<5)
    var first = line(0..<2)
    var second = line(2..<5)

    whole.add(&all, weights: [1, 4, 1, 4, 1], targets: [1, 2, 3, 4, 5])
    parts.add(&first, weights: [1, 4], targets: [1, 2])
    parts.add(&second, weights: [1, 4, 1], targets: [3, 4, 5])

    // Whole numbers, so that the order of the sums does not matter.
    #expect(whole == parts)
    #expect(whole.weight == 11)
  }

  @Test func `without rows that were added are those of the others`() {
    var some = NormalEquations(columns: 2)
    var others = NormalEquations(columns: 2)
    var both = NormalEquations(columns: 2)
    for (index, rows) in [0..<2, 2..<5].enumerated() {
      var block = line(rows)
      if index == 0 {
        some.add(&block, weights: [1, 1], targets: [1, 2])
      } else {
        others.add(&block, weights: [1, 1, 1], targets: [3, 4, 5])
      }
    }
    var all = line(0..<5)
    both.add(&all, weights: [1, 1, 1, 1, 1], targets: [1, 2, 3, 4, 5])

    #expect(both.subtracting(some) == others)
  }

  @Test func `scale as their weights do`() {
    var doubled = NormalEquations(columns: 2)
    var single = NormalEquations(columns: 2)
    var block = line(0..<3)
    var same = line(0..<3)
    doubled.add(&block, weights: [4, 4, 4], targets: [1, 2, 3])
    single.add(&same, weights: [1, 1, 1], targets: [1, 2, 3])

    single.scale(by: 4)

    #expect(single == doubled)
  }

  @Test func `use only the first rows of a block that has more`() {
    var equations = NormalEquations(columns: 2)
    var block = line(0..<5)

    equations.add(&block, weights: [1, 1])

    #expect(equations.gram[0, 0] == 2)
    #expect(equations.gram[1, 1] == 1)
  }
}
