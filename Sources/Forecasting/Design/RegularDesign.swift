import LinearAlgebra

/// The design of a regular grid, folded: a product costs a few operations a row.
struct RegularDesign: DesignMatrix {
  private let folds: Folds

  /// The longest period whose columns are kept as a table.
  private static let longestTable = 2016.0

  /// The design's tables, one object because every curve and every sum holds on to them: counting the
  /// references of each table took longer than adding a week's season to a year.
  private final class Folds {
    let columns: DesignColumns
    let rows: Int
    let trend: TrendColumns
    let harmonic: [HarmonicColumns]
    let periodic: [PeriodicColumns]

    init(columns: DesignColumns, rows: Int) {
      self.columns = columns
      self.rows = rows
      trend = TrendColumns(columns.trend)
      let starts = columns.seasonalRanges.map(\.lowerBound)
      let tables = RegularDesign.tables(columns.seasonalities)
      harmonic = columns.seasonalities.indices
        .filter { index in !tables.contains { $0.contains(index) } }
        .map { HarmonicColumns(columns.seasonalities[$0], rows: rows, start: starts[$0]) }
      periodic = tables.map { table in
        let own = columns.seasonalities[table]
        let period = own.reduce(0) { max($0, $1.period) }
        return PeriodicColumns(Array(own), period: Int(period), start: starts[table.lowerBound])
      }
    }
  }

  init(columns: DesignColumns, rows: Int) {
    folds = Folds(columns: columns, rows: rows)
  }

  var columns: DesignColumns { folds.columns }

  var rows: Int { folds.rows }

  /// Neighbours among the seasonalities that repeat within one table, the longest of them.
  fileprivate static func tables(_ seasonalities: [Seasonality]) -> [Range<Int>] {
    var tables: [Range<Int>] = []
    var start = 0
    while start < seasonalities.count {
      var end = start
      var longest = 1.0
      while end < seasonalities.count {
        let period = max(longest, seasonalities[end].period)
        guard period <= longestTable, period == period.rounded(),
          seasonalities[start...end].allSatisfy({
            period.truncatingRemainder(dividingBy: $0.period) == 0
          })
        else { break }
        longest = period
        end += 1
      }
      if end > start { tables.append(start..<end) }
      start = max(end, start + 1)
    }
    return tables
  }

  func position(ofRow row: Int) -> Double { Double(row) }

  func curve(_ coefficients: [Double]) -> Curve { Curve(self, coefficients) }

  func sums() -> Sums { Sums(self) }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    folds.trend.write(rows, to: &block, at: first)
    for columns in folds.harmonic { columns.write(rows, to: &block, at: first) }
    for columns in folds.periodic { columns.write(rows, to: &block, at: first) }
  }

  struct Curve: DesignCurve {
    private let folds: Folds
    private let coefficients: [Double]
    private let trend: TrendColumns.Curve
    /// One period of each table.
    private let periodic: [[Double]]

    init(_ design: RegularDesign, _ coefficients: [Double]) {
      folds = design.folds
      self.coefficients = coefficients
      trend = TrendColumns.Curve(folds.trend, coefficients)
      periodic = folds.periodic.map { $0.curve(coefficients) }
    }

    func addTrend(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      trend.add(rows, to: &values, at: first)
    }

    func addSeasonalities(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      for columns in folds.harmonic {
        columns.add(coefficients, rows: rows, to: &values, at: first)
      }
      for (columns, curve) in zip(folds.periodic, periodic) {
        columns.add(curve, rows: rows, to: &values, at: first)
      }
    }
  }

  struct Sums: DesignSums {
    private let folds: Folds
    private var trend: TrendColumns.Sums
    /// One a column; only those of the harmonic columns are kept up.
    private var harmonic: [Double]
    /// Of each table.
    private var phases: [[Double]]

    init(_ design: RegularDesign) {
      folds = design.folds
      trend = TrendColumns.Sums(folds.trend)
      harmonic = .zeros(folds.columns.count)
      phases = folds.periodic.map { .zeros($0.period) }
    }

    mutating func add(_ values: [Double], rows: Range<Int>) {
      trend.add(values, rows: rows)
      for columns in folds.harmonic { columns.add(values, rows: rows, toMoments: &harmonic) }
      for (index, columns) in folds.periodic.enumerated() {
        columns.add(values, rows: rows, toPhases: &phases[index])
      }
    }

    mutating func add(_ value: Double, row: Int) {
      trend.add(value, row: row)
      for columns in folds.harmonic { columns.add(value, row: row, toMoments: &harmonic) }
      for (index, columns) in folds.periodic.enumerated() {
        phases[index][row % columns.period] += value
      }
    }

    func moments() -> [Double] {
      var moments = harmonic
      trend.write(to: &moments)
      for (columns, phases) in zip(folds.periodic, phases) {
        columns.write(phases: phases, to: &moments)
      }
      return moments
    }
  }
}
