import LinearAlgebra

/// The design of a regular grid, folded: a product costs a few operations a row.
struct RegularDesign: DesignMatrix {
  let columns: DesignColumns
  let rows: Int
  private let trend: TrendColumns
  private let harmonic: [HarmonicColumns]
  private let periodic: PeriodicColumns?

  /// The longest period whose columns are kept as a table.
  private static let longestTable = 2016.0

  init(columns: DesignColumns, rows: Int) {
    self.columns = columns
    self.rows = rows
    trend = TrendColumns(columns.trend)
    let tabled = Self.tabled(columns.seasonalities)
    let firstTabled = columns.seasonalities.count - tabled.count
    let ranges = columns.seasonalRanges
    harmonic = (0..<firstTabled).map {
      HarmonicColumns(columns.seasonalities[$0], rows: rows, start: ranges[$0].lowerBound)
    }
    periodic = tabled.first.map {
      PeriodicColumns(
        Array(tabled), period: Int($0.period), start: ranges[firstTabled].lowerBound)
    }
  }

  /// The last seasonalities that repeat within one table.
  private static func tabled(_ seasonalities: [Seasonality]) -> ArraySlice<Seasonality> {
    for start in seasonalities.indices {
      let rest = seasonalities[start...]
      let period = seasonalities[start].period
      guard period <= longestTable, period == period.rounded() else { continue }
      if rest.allSatisfy({ period.truncatingRemainder(dividingBy: $0.period) == 0 }) {
        return rest
      }
    }
    return []
  }

  func position(ofRow row: Int) -> Double { Double(row) }

  func curve(_ coefficients: [Double]) -> Curve { Curve(self, coefficients) }

  func sums() -> Sums { Sums(self) }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    trend.write(rows, to: &block, at: first)
    for columns in harmonic { columns.write(rows, to: &block, at: first) }
    periodic?.write(rows, to: &block, at: first)
  }

  struct Curve: DesignCurve {
    private let design: RegularDesign
    private let coefficients: [Double]
    private let trend: TrendColumns.Curve
    private let periodic: [Double]?

    init(_ design: RegularDesign, _ coefficients: [Double]) {
      self.design = design
      self.coefficients = coefficients
      trend = TrendColumns.Curve(design.trend, coefficients)
      periodic = design.periodic?.curve(coefficients)
    }

    func addTrend(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      trend.add(rows, to: &values, at: first)
    }

    func addSeasonalities(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      for columns in design.harmonic {
        columns.add(coefficients, rows: rows, to: &values, at: first)
      }
      if let periodic { design.periodic?.add(periodic, rows: rows, to: &values, at: first) }
    }
  }

  struct Sums: DesignSums {
    private let design: RegularDesign
    private var trend: TrendColumns.Sums
    /// One a column; only those of the harmonic columns are kept up.
    private var harmonic: [Double]
    private var phases: [Double]

    init(_ design: RegularDesign) {
      self.design = design
      trend = TrendColumns.Sums(design.trend)
      harmonic = [Double](repeating: 0, count: design.columns.count)
      phases = [Double](repeating: 0, count: design.periodic?.period ?? 0)
    }

    mutating func add(_ values: [Double], rows: Range<Int>) {
      trend.add(values, rows: rows)
      for columns in design.harmonic { columns.add(values, rows: rows, toMoments: &harmonic) }
      design.periodic?.add(values, rows: rows, toPhases: &phases)
    }

    mutating func add(_ value: Double, row: Int) {
      trend.add(value, row: row)
      for columns in design.harmonic { columns.add(value, row: row, toMoments: &harmonic) }
      if let periodic = design.periodic { phases[row % periodic.period] += value }
    }

    func moments() -> [Double] {
      var moments = harmonic
      trend.write(to: &moments)
      design.periodic?.write(phases: phases, to: &moments)
      return moments
    }
  }
}
