import LinearAlgebra

/// The rows of a design, multiplied without the matrix ever being formed as a whole.
protocol DesignMatrix {
  associatedtype Curve: DesignCurve
  associatedtype Sums: DesignSums

  var columns: DesignColumns { get }
  var rows: Int { get }

  /// The time of a row, in steps since the first.
  func position(ofRow row: Int) -> Double

  /// The product of the rows and a vector of coefficients, one a column.
  func curve(_ coefficients: [Double]) -> Curve

  /// The product of the transposed rows and a vector, before any row.
  func sums() -> Sums

  /// Writes `rows` into a block of `columns.count` columns, from its row `first` on.
  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int)
}

/// The fitted values of a design's rows.
protocol DesignCurve {
  /// Adds the trend of `rows` to values from `first` on.
  func addTrend(_ rows: Range<Int>, to values: inout [Double], at first: Int)

  /// Adds the seasonalities of `rows` to values from `first` on.
  func addSeasonalities(_ rows: Range<Int>, to values: inout [Double], at first: Int)

  /// Adds the conditional seasonalities, regressors and holidays of `rows` to values from `first` on.
  func addFeatures(_ rows: Range<Int>, to values: inout [Double], at first: Int)

  /// Adds all of them.
  func add(_ rows: Range<Int>, to values: inout [Double], at first: Int)
}

extension DesignCurve {
  /// Most designs have none.
  func addFeatures(_ rows: Range<Int>, to values: inout [Double], at first: Int) {}

  func add(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
    addTrend(rows, to: &values, at: first)
    addSeasonalities(rows, to: &values, at: first)
  }
}

/// Sums of a design's rows, each times a value.
protocol DesignSums {
  /// Takes in one value a row.
  mutating func add(_ values: [Double], rows: Range<Int>)

  /// Takes in the value of a single row.
  mutating func add(_ value: Double, row: Int)

  /// The sums, one a column.
  func moments() -> [Double]
}

/// Rows are worked on in chunks of this many, so that nothing but the series is as long as it.
let chunkRows = 4096

extension Range<Int> {
  /// Consecutive parts that each lie within one chunk.
  var chunks: [Range<Int>] {
    guard lowerBound < upperBound else { return [] }
    return (lowerBound / chunkRows...(upperBound - 1) / chunkRows).map {
      clamped(to: $0 * chunkRows..<($0 + 1) * chunkRows)
    }
  }
}
