import Glibc
import LinearAlgebra

/// Seasonal columns that repeat after a whole number of rows: one period of them is all there is.
struct PeriodicColumns {
  /// The columns' place in the design.
  let range: Range<Int>
  /// The rows of the table: a period, or several where it is short.
  let period: Int
  /// `period` × `range.count`.
  private let table: Matrix

  /// Shorter periods are repeated, because every addition of a table to rows has a price of its own.
  private static let shortestTable = 64

  /// - Parameters:
  ///   - seasonalities: Each period divides `period`.
  ///   - period: In rows.
  ///   - start: The first column's place in the design.
  init(_ seasonalities: [Seasonality], period: Int, start: Int) {
    let repeats = (Self.shortestTable + period - 1) / period
    let period = repeats * period
    self.period = period
    range = start..<(start + seasonalities.reduce(0) { $0 + $1.columns })
    var elements: [Double] = []
    elements.reserveCapacity(period * range.count)
    for seasonality in seasonalities {
      let own = Int(seasonality.period)
      for harmonic in seasonality.harmonics {
        // Whole turns are taken off in whole numbers, so that every period repeats to the bit.
        let angles = (0..<period).map {
          2 * Double.pi * Double(harmonic.multiple * $0 % own) / Double(own)
        }
        elements += angles.map { cos($0) }
        if seasonality.hasSine(harmonic.multiple) { elements += angles.map { sin($0) } }
      }
    }
    table = Matrix(rows: period, columns: range.count, elements: elements)
  }

  /// One period of the columns' sum, given all coefficients.
  func curve(_ coefficients: [Double]) -> [Double] { table.times(coefficients[range]) }

  /// Adds one period's values to rows of all periods.
  func add(_ curve: [Double], rows: Range<Int>, to values: inout [Double], at first: Int) {
    forEachPeriod(of: rows) { phase, part in
      values.add(
        curve[phase..<phase + part.count], at: first + part.lowerBound - rows.lowerBound)
    }
  }

  /// Adds values to the sums by phase.
  func add(_ values: [Double], rows: Range<Int>, toPhases phases: inout [Double]) {
    forEachPeriod(of: rows) { phase, part in
      let first = part.lowerBound - rows.lowerBound
      phases.add(values[first..<first + part.count], at: phase)
    }
  }

  func write(phases: [Double], to moments: inout [Double]) {
    moments.add(table.transposedTimes(phases)[...], at: range.lowerBound)
  }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    forEachPeriod(of: rows) { phase, part in
      for column in 0..<range.count {
        let start = column * period + phase
        block.write(
          table.elements[start..<start + part.count], column: range.lowerBound + column,
          at: first + part.lowerBound - rows.lowerBound)
      }
    }
  }

  private func forEachPeriod(of rows: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let phase = row % period
      let end = min(rows.upperBound, row - phase + period)
      body(phase, row..<end)
      row = end
    }
  }
}
