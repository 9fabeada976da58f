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
      write(seasonality, range, positions, to: &block, at: first)
    }
  }

  private func writeTrend(_ positions: ArraySlice<Double>, to block: inout Matrix, at first: Int) {
    let basis = columns.trend
    for (index, position) in positions.enumerated() {
      block[first + index, 0] = 1
      guard basis.growth == .linear else { continue }
      block[first + index, 1] = (position - basis.last) / basis.unit
      for (hinge, knot) in basis.knots.enumerated() {
        block[first + index, 2 + hinge] = max(position - knot, 0) / basis.unit
      }
    }
  }

  private func write(
    _ seasonality: Seasonality, _ range: Range<Int>, _ positions: ArraySlice<Double>,
    to block: inout Matrix, at first: Int
  ) {
    var angles = AngleTable(largest: seasonality.harmonics.map(\.multiple).max() ?? 0)
    for (index, position) in positions.enumerated() {
      angles.set(position: position, period: seasonality.period)
      var column = range.lowerBound
      for harmonic in seasonality.harmonics {
        block[first + index, column] = angles.cosines[harmonic.multiple]
        block[first + index, column + 1] = angles.sines[harmonic.multiple]
        column += 2
      }
    }
  }
}
