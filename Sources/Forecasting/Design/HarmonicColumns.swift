import Glibc
import LinearAlgebra

/// Columns of one seasonality whose period is long, or no whole number of rows.
///
/// Rows are taken in blocks. An angle is that of its block plus that of its place within the block,
/// so two small tables and the addition theorem give every column, and sums over the rows of a block
/// need only the table of places.
struct HarmonicColumns {
  /// The columns' place in the design; of a harmonic the cosine, then the sine.
  let range: Range<Int>
  /// Cosine and sine of each harmonic at the first row of each block: 2 · harmonics × blocks.
  private let turns: Matrix
  /// Cosine and sine of each harmonic at each place: `blockRows` × 2 · harmonics.
  private let places: Matrix

  private static let blockRows = 32

  /// - Parameters:
  ///   - seasonality: Every harmonic has a sine.
  ///   - rows: The rows of the design.
  ///   - start: The first column's place in the design.
  init(_ seasonality: Seasonality, rows: Int, start: Int) {
    let multiples = seasonality.harmonics.map(\.multiple)
    range = start..<(start + 2 * multiples.count)
    func angle(_ multiple: Int, _ row: Int) -> Double {
      let turns = Double(multiple * row) / seasonality.period
      return 2 * Double.pi * (turns - turns.rounded(.down))
    }
    let blocks = (rows + Self.blockRows - 1) / Self.blockRows
    var turns = Matrix(rows: range.count, columns: blocks)
    for block in 0..<blocks {
      for (index, multiple) in multiples.enumerated() {
        let angle = angle(multiple, block * Self.blockRows)
        turns[2 * index, block] = cos(angle)
        turns[2 * index + 1, block] = sin(angle)
      }
    }
    self.turns = turns
    places = Matrix(
      rows: Self.blockRows, columns: range.count,
      elements: multiples.flatMap { multiple in
        let angles = (0..<Self.blockRows).map { angle(multiple, $0) }
        return angles.map { cos($0) } + angles.map { sin($0) }
      })
  }

  func add(_ coefficients: [Double], rows: Range<Int>, to values: inout [Double]) {
    guard !rows.isEmpty else { return }
    let blocks = rows.lowerBound / Self.blockRows..<(rows.upperBound - 1) / Self.blockRows + 1
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
    let first = rows.lowerBound - blocks.lowerBound * Self.blockRows
    values.add(places.times(turned).elements[first..<first + rows.count], at: 0)
  }

  func add(_ values: [Double], rows: Range<Int>, toMoments moments: inout [Double]) {
    let firstWhole = min(rows.upperBound, rows.lowerBound.roundedUp(to: Self.blockRows))
    let lastWhole = max(firstWhole, rows.upperBound / Self.blockRows * Self.blockRows)
    addPart(values, rows.lowerBound..<firstWhole, offset: rows.lowerBound, to: &moments)
    let whole = values[firstWhole - rows.lowerBound..<lastWhole - rows.lowerBound]
    let sums = places.transposedTimes(blocksOf: whole)
    for block in 0..<sums.columns {
      addTurned(
        sums.elements[block * range.count..<(block + 1) * range.count],
        block: firstWhole / Self.blockRows + block, to: &moments)
    }
    addPart(values, lastWhole..<rows.upperBound, offset: rows.lowerBound, to: &moments)
  }

  /// Adds rows of a single block.
  private func addPart(
    _ values: [Double], _ rows: Range<Int>, offset: Int, to moments: inout [Double]
  ) {
    guard !rows.isEmpty else { return }
    let block = rows.lowerBound / Self.blockRows
    let first = rows.lowerBound % Self.blockRows
    let sums = places.transposedTimes(
      values[rows.lowerBound - offset..<rows.upperBound - offset], rows: first..<first + rows.count)
    addTurned(sums[...], block: block, to: &moments)
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
    for cosine in stride(from: 0, to: range.count, by: 2) {
      let offset = (range.lowerBound + cosine) * target.rows + first
      for (index, row) in rows.enumerated() {
        let turn = row / Self.blockRows * range.count + cosine
        let place = cosine * Self.blockRows + row % Self.blockRows
        let (c, s) = (turns.elements[turn], turns.elements[turn + 1])
        let (ofCosine, ofSine) = (places.elements[place], places.elements[place + Self.blockRows])
        target.elements[offset + index] = c * ofCosine - s * ofSine
        target.elements[offset + target.rows + index] = s * ofCosine + c * ofSine
      }
    }
  }
}

extension Int {
  /// The least multiple of `step` that is not below.
  fileprivate func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }
}
