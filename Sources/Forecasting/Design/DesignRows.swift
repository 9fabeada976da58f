import Glibc
import LinearAlgebra

/// Writes the columns of a design at any ascending positions.
struct DesignRows {
  private let columns: DesignColumns

  init(_ columns: DesignColumns) {
    self.columns = columns
  }

  /// Fills rows of a block from its row `first` on.
  func write(_ positions: ArraySlice<Double>, to block: inout Matrix, at first: Int) {
    writeTrend(positions, to: &block, at: first)
    for (seasonality, range) in zip(columns.seasonalities, columns.seasonalRanges) {
      Self.write(
        seasonality, at: positions, to: &block, column: range.lowerBound, row: first)
    }
  }

  private func writeTrend(_ positions: ArraySlice<Double>, to block: inout Matrix, at first: Int) {
    let basis = columns.trend
    block.write([Double](repeating: 1, count: positions.count)[...], column: 0, at: first)
    guard basis.growth == .linear else { return }
    block.write(positions.map { ($0 - basis.last) / basis.unit }[...], column: 1, at: first)
    for (hinge, knot) in basis.knots.enumerated() {
      let values = positions.map { max($0 - knot, 0) / basis.unit }
      block.write(values[...], column: 2 + hinge, at: first)
    }
  }

  /// Writes the columns of one seasonality, of which every harmonic has a sine.
  ///
  /// Harmonics come from the first by rotation, so that a position costs two calls to the library.
  ///
  /// - Parameters:
  ///   - seasonality: Whose columns they are.
  ///   - positions: In steps since the first row.
  ///   - block: Where they are written.
  ///   - column: The first column's place in the block.
  ///   - row: The first row's.
  static func write(
    _ seasonality: Seasonality, at positions: ArraySlice<Double>, to block: inout Matrix,
    column: Int, row: Int
  ) {
    let angles = positions.map { position in
      let turns = position / seasonality.period
      return 2 * Double.pi * (turns - turns.rounded(.down))
    }
    let (cosine, sine) = (angles.map { cos($0) }, angles.map { sin($0) })
    var (cosines, sines) = (cosine, sine)
    var multiple = 1
    var column = column
    for harmonic in seasonality.harmonics {
      while multiple < harmonic.multiple {
        multiple += 1
        for index in angles.indices {
          let (c, s) = (cosines[index], sines[index])
          cosines[index] = c * cosine[index] - s * sine[index]
          sines[index] = s * cosine[index] + c * sine[index]
        }
      }
      block.write(cosines[...], column: column, at: row)
      block.write(sines[...], column: column + 1, at: row)
      column += 2
    }
  }
}
