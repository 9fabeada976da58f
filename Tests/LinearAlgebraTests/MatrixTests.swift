import LinearAlgebra
import Testing

struct `Matrix products` {
  private let matrix = Matrix(rows: 2, columns: 3, elements: [1, 4, 2, 5, 3, 6])

  @Test func `multiply a vector`() {
    #expect(matrix.times([1, 0, 2][...]) == [7, 16])
  }

  @Test func `multiply a vector by the transpose`() {
    #expect(matrix.transposedTimes([1, 2]) == [9, 12, 15])
  }

  @Test func `multiply some rows by the transpose`() {
    #expect(matrix.transposedTimes([10], rows: 1..<2) == [40, 50, 60])
  }

  @Test func `add a part's product to values`() {
    var values = [1.0, 1, 1, 1]

    matrix.addTimes([1, 2], rows: 0..<2, columns: 1..<3, to: &values, at: 1)

    #expect(values == [1, 9, 18, 1])
  }

  @Test(arguments: 1...2)
  func `add products to blocks of values`(blocks: Int) {
    let other = Matrix(
      rows: 3, columns: blocks, elements: Array([1, 0, 2, 0, 1, 0].prefix(3 * blocks)))
    var values = [Double](repeating: 1, count: 5)

    matrix.addTimes(other, toBlocksOf: &values, at: 1)

    #expect(values == (blocks == 2 ? [1, 8, 17, 3, 6] : [1, 8, 17, 1, 1]))
  }

  @Test func `multiply the blocks of a vector by the transpose`() {
    let product = matrix.transposedTimes(blocksOf: [1, 2, 10, 0])

    #expect(product.elements == [9, 12, 15, 10, 20, 30])
  }

  @Test func `add a block's Gram matrix to the lower triangle`() {
    var gram = Matrix(rows: 3, columns: 3)

    gram.addGram(of: matrix, rows: 1)

    #expect(gram.elements == [1, 2, 3, 0, 4, 6, 0, 0, 9])
  }

  @Test func `add vectors at a place`() {
    var values = [1.0, 2, 3]

    values.add([10, 20], at: 1)

    #expect(values == [1, 12, 23])
  }

  @Test func `keep elements column by column`() {
    var changed = matrix

    changed[1, 2] = 9

    #expect(changed.elements == [1, 4, 2, 5, 3, 9])
  }
}
