import Glibc
import LinearAlgebra

/// Columns of one seasonality whose period is long, or no whole number of rows.
///
/// Rows are taken in blocks. An angle is that of its block plus that of its place within the block,
/// so two small tables and the addition theorem give every column, and sums over the rows of a block
/// need only the table of places. A short series is one block.
struct HarmonicColumns {
  /// The columns' place in the design; of a harmonic the cosine, then the sine.
  let range: Range<Int>
  private let blockRows: Int
  /// Cosine and sine of each harmonic at the first row of each block: 2 · harmonics × blocks.
  private let turns: Matrix
  /// Cosine and sine of each harmonic at each place: `blockRows` × 2 · harmonics.
  private let places: Matrix

  /// Rows of a block, where one for all would be larger than the processor's near memory.
  private static let smallBlockRows = 128
  private static let mostElementsOfOneBlock = 32_768

  /// - Parameters:
  ///   - seasonality: Every harmonic has a sine.
  ///   - rows: The rows of the design.
  ///   - start: The first column's place in the design.
  init(_ seasonality: Seasonality, rows: Int, start: Int) {
    let multiples = seasonality.harmonics.map(\.multiple)
    precondition(
      multiples.allSatisfy(seasonality.hasSine), "a harmonic without a sine needs a table")
    range = start..<(start + 2 * multiples.count)
    blockRows = rows * range.count <= Self.mostElementsOfOneBlock ? rows : Self.smallBlockRows
    func angle(_ multiple: Int, _ row: Int) -> Double {
      let turns = Double(multiple * row) / seasonality.period
      return 2 * Double.pi * (turns - turns.rounded(.down))
    }
    let blocks = (rows + blockRows - 1) / blockRows
    var turns = Matrix(rows: range.count, columns: blocks)
    for block in 0..<blocks {
      for (index, multiple) in multiples.enumerated() {
        let angle = angle(multiple, block * blockRows)
        turns[2 * index, block] = cos(angle)
        turns[2 * index + 1, block] = sin(angle)
      }
    }
    self.turns = turns
    places = Matrix(
      rows: blockRows, columns: range.count,
      elements: multiples.flatMap { [blockRows] multiple in
        let angles = (0..<blockRows).map { angle(multiple, $0) }
        return angles.map { cos($0) } + angles.map { sin($0) }
      })
  }

  func add(_ coefficients: [Double], rows: Range<Int>, to values: inout [Double], at first: Int) {
    let parts = Parts(rows, blockRows: blockRows)
    for part in [parts.head, parts.tail] where !part.isEmpty {
      let block = part.lowerBound / blockRows
      let place = part.lowerBound % blockRows
      places.addTimes(
        turned(coefficients, blocks: block..<block + 1).elements[...],
        rows: place..<place + part.count, columns: 0..<range.count, to: &values,
        at: first + part.lowerBound - rows.lowerBound)
    }
    guard !parts.whole.isEmpty else { return }
    places.addTimes(
      turned(coefficients, blocks: parts.blocks), toBlocksOf: &values,
      at: first + parts.whole.lowerBound - rows.lowerBound)
  }

  /// The coefficients of the columns by place, in each block.
  private func turned(_ coefficients: [Double], blocks: Range<Int>) -> Matrix {
    var turned = Matrix(rows: range.count, columns: blocks.count)
    for block in blocks {
      let source = block * range.count
      let target = (block - blocks.lowerBound) * range.count
      for cosine in stride(from: 0, to: range.count, by: 2) {
        let (c, s) = (turns.elements[source + cosine], turns.elements[source + cosine + 1])
        let ofCosine = coefficients[range.lowerBound + cosine]
        let ofSine = coefficients[range.lowerBound + cosine + 1]
        turned.elements[target + cosine] = c * ofCosine + s * ofSine
        turned.elements[target + cosine + 1] = c * ofSine - s * ofCosine
      }
    }
    return turned
  }

  func add(_ values: [Double], rows: Range<Int>, toMoments moments: inout [Double]) {
    let parts = Parts(rows, blockRows: blockRows)
    for part in [parts.head, parts.tail] where !part.isEmpty {
      let place = part.lowerBound % blockRows
      let sums = places.transposedTimes(
        values[part.lowerBound - rows.lowerBound..<part.upperBound - rows.lowerBound],
        rows: place..<place + part.count)
      addTurned(sums[...], block: part.lowerBound / blockRows, to: &moments)
    }
    guard !parts.whole.isEmpty else { return }
    let whole = values[
      parts.whole.lowerBound - rows.lowerBound..<parts.whole.upperBound - rows.lowerBound]
    let sums = places.transposedTimes(blocksOf: whole)
    for (index, block) in parts.blocks.enumerated() {
      addTurned(
        sums.elements[index * range.count..<(index + 1) * range.count], block: block, to: &moments)
    }
  }

  /// Rows as whole blocks, and what is left before and after them.
  private struct Parts {
    let head: Range<Int>
    let whole: Range<Int>
    let tail: Range<Int>
    /// Those that `whole` consists of.
    let blocks: Range<Int>

    init(_ rows: Range<Int>, blockRows: Int) {
      let first = (rows.lowerBound + blockRows - 1) / blockRows
      let end = rows.upperBound / blockRows
      blocks = first..<max(first, end)
      let start = min(rows.upperBound, first * blockRows)
      head = rows.lowerBound..<start
      whole = start..<max(start, end * blockRows)
      tail = whole.upperBound..<rows.upperBound
    }
  }

  func add(_ value: Double, row: Int, toMoments moments: inout [Double]) {
    let source = row / blockRows * range.count
    let place = row % blockRows
    for cosine in stride(from: 0, to: range.count, by: 2) {
      let (c, s) = (turns.elements[source + cosine], turns.elements[source + cosine + 1])
      let ofCosine = value * places.elements[cosine * blockRows + place]
      let ofSine = value * places.elements[(cosine + 1) * blockRows + place]
      moments[range.lowerBound + cosine] += c * ofCosine - s * ofSine
      moments[range.lowerBound + cosine + 1] += s * ofCosine + c * ofSine
    }
  }

  /// Adds the sums of a block, which are by place, as sums by angle.
  private func addTurned(_ sums: ArraySlice<Double>, block: Int, to moments: inout [Double]) {
    let source = block * range.count
    for cosine in stride(from: 0, to: range.count, by: 2) {
      let (c, s) = (turns.elements[source + cosine], turns.elements[source + cosine + 1])
      let ofCosine = sums[sums.startIndex + cosine]
      let ofSine = sums[sums.startIndex + cosine + 1]
      moments[range.lowerBound + cosine] += c * ofCosine - s * ofSine
      moments[range.lowerBound + cosine + 1] += s * ofCosine + c * ofSine
    }
  }

  func write(_ rows: Range<Int>, to target: inout Matrix, at first: Int) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let block = row / blockRows
      let part = row..<min(rows.upperBound, (block + 1) * blockRows)
      write(part, ofBlock: block, to: &target, at: first + row - rows.lowerBound)
      row = part.upperBound
    }
  }

  private func write(
    _ part: Range<Int>, ofBlock block: Int, to target: inout Matrix, at first: Int
  ) {
    var cosines = [Double](repeating: 0, count: part.count)
    var sines = cosines
    for cosine in stride(from: 0, to: range.count, by: 2) {
      let (c, s) = (turns[cosine, block], turns[cosine + 1, block])
      let place = cosine * blockRows + part.lowerBound % blockRows
      for index in 0..<part.count {
        let ofCosine = places.elements[place + index]
        let ofSine = places.elements[place + blockRows + index]
        cosines[index] = c * ofCosine - s * ofSine
        sines[index] = s * ofCosine + c * ofSine
      }
      target.write(cosines[...], column: range.lowerBound + cosine, at: first)
      target.write(sines[...], column: range.lowerBound + cosine + 1, at: first)
    }
  }
}
