import LinearAlgebra

/// The columns of conditional seasonalities, then those of regressors.
struct DenseColumns {
  /// The columns' place in the design.
  private let range: Range<Int>
  private let rows: FeatureRows
  /// In steps since the first row; empty where no seasonality needs them.
  private let positions: [Double]
  /// All rows, where they are few enough to be kept.
  private let kept: Matrix?

  /// Thirty-two megabytes.
  private static let mostKeptElements = 4_000_000

  init(_ features: FeatureRows, positions: [Double], start: Int) {
    rows = features
    range = start..<(start + features.columns.denseCount)
    self.positions = features.columns.conditional.isEmpty ? [] : positions
    guard positions.count * range.count <= Self.mostKeptElements else {
      kept = nil
      return
    }
    var all = Matrix(rows: positions.count, columns: range.count)
    Self.write(0..<positions.count, of: features, self.positions, to: &all, column: 0, at: 0)
    kept = all
  }

  func add(_ coefficients: [Double], rows: Range<Int>, to values: inout [Double], at first: Int) {
    guard !range.isEmpty else { return }
    let (matrix, place) = matrix(rows)
    matrix.addTimes(
      coefficients[range], rows: place, columns: 0..<range.count, to: &values, at: first)
  }

  func add(_ values: [Double], rows: Range<Int>, toMoments moments: inout [Double]) {
    guard !range.isEmpty else { return }
    let (matrix, place) = matrix(rows)
    moments.add(matrix.transposedTimes(values[...], rows: place)[...], at: range.lowerBound)
  }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    Self.write(
      rows, of: self.rows, positions, to: &block, column: range.lowerBound, at: first)
  }

  /// A matrix that holds `rows`, and where in it.
  private func matrix(_ rows: Range<Int>) -> (Matrix, Range<Int>) {
    if let kept { return (kept, rows) }
    var block = Matrix(rows: rows.count, columns: range.count)
    Self.write(rows, of: self.rows, positions, to: &block, column: 0, at: 0)
    return (block, 0..<rows.count)
  }

  private static func write(
    _ rows: Range<Int>, of features: FeatureRows, _ positions: [Double], to block: inout Matrix,
    column: Int, at first: Int
  ) {
    var column = column
    for (own, runs) in zip(features.columns.conditional, features.conditions) {
      write(own.seasonality, on: runs, rows, positions, to: &block, column: column, at: first)
      column += own.seasonality.columns
    }
    for values in features.regressors {
      block.write(values[rows], column: column, at: first)
      column += 1
    }
  }

  /// Writes the columns of a seasonality: 0 on rows outside the runs where it applies.
  private static func write(
    _ seasonality: Seasonality, on runs: [Range<Int>], _ rows: Range<Int>, _ positions: [Double],
    to block: inout Matrix, column: Int, at first: Int
  ) {
    let zeros = [Double](repeating: 0, count: rows.count)
    for own in 0..<seasonality.columns {
      block.write(zeros[...], column: column + own, at: first)
    }
    for run in runs[runs.firstIndex(endingAfter: rows.lowerBound)...] {
      guard let part = run.part(before: rows.upperBound) else { return }
      let applied = part.clamped(to: rows)
      DesignRows.write(
        seasonality, at: positions[applied], to: &block, column: column,
        row: first + applied.lowerBound - rows.lowerBound)
    }
  }
}
