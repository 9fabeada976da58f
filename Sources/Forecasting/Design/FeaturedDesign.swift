import LinearAlgebra

/// A design with columns for conditional seasonalities, regressors and holidays behind its own.
///
/// Those of holidays are 1 on a few runs of rows and are summed run by run; the others are a dense
/// matrix, or blocks made anew where it would be large.
struct FeaturedDesign<Base: DesignMatrix>: DesignMatrix {
  let columns: DesignColumns
  private let base: Base
  private let holidays: HolidayColumns
  private let dense: DenseColumns

  /// - Parameters:
  ///   - base: The design of trend and seasonality.
  ///   - columns: The base's with those of the features.
  ///   - features: Of the base's rows.
  init(_ base: Base, columns: DesignColumns, _ features: FeatureRows) {
    self.base = base
    self.columns = columns
    let start = base.columns.count
    dense = DenseColumns(
      features, positions: base.rows == 0 ? [] : (0..<base.rows).map(base.position), start: start)
    holidays = HolidayColumns(runs: features.holidays, start: start + features.columns.denseCount)
  }

  var rows: Int { base.rows }

  func position(ofRow row: Int) -> Double { base.position(ofRow: row) }

  func curve(_ coefficients: [Double]) -> Curve { Curve(self, coefficients) }

  func sums() -> Sums { Sums(self) }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    base.write(rows, to: &block, at: first)
    dense.write(rows, to: &block, at: first)
    holidays.write(rows, to: &block, at: first)
  }

  struct Curve: DesignCurve {
    private let design: FeaturedDesign
    private let coefficients: [Double]
    private let base: Base.Curve

    init(_ design: FeaturedDesign, _ coefficients: [Double]) {
      self.design = design
      self.coefficients = coefficients
      base = design.base.curve(Array(coefficients[..<design.base.columns.count]))
    }

    func addTrend(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      base.addTrend(rows, to: &values, at: first)
    }

    func addSeasonalities(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      base.addSeasonalities(rows, to: &values, at: first)
    }

    func addFeatures(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      design.dense.add(coefficients, rows: rows, to: &values, at: first)
      design.holidays.add(coefficients, rows: rows, to: &values, at: first)
    }

    func add(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      base.add(rows, to: &values, at: first)
      addFeatures(rows, to: &values, at: first)
    }
  }

  struct Sums: DesignSums {
    private let design: FeaturedDesign
    private var base: Base.Sums
    /// One a column; only those of the features are kept up.
    private var features: [Double]

    init(_ design: FeaturedDesign) {
      self.design = design
      base = design.base.sums()
      features = .zeros(design.columns.count)
    }

    mutating func add(_ values: [Double], rows: Range<Int>) {
      base.add(values, rows: rows)
      design.dense.add(values, rows: rows, toMoments: &features)
      design.holidays.add(values, rows: rows, toMoments: &features)
    }

    mutating func add(_ value: Double, row: Int) {
      base.add(value, row: row)
      design.dense.add([value], rows: row..<row + 1, toMoments: &features)
      design.holidays.add([value], rows: row..<row + 1, toMoments: &features)
    }

    func moments() -> [Double] {
      base.moments() + features[design.base.columns.count...]
    }
  }
}
