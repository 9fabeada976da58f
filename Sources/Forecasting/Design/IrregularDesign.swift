import LinearAlgebra

/// The design of rows at any times.
struct IrregularDesign: DesignMatrix {
  let columns: DesignColumns
  /// In median steps since the first row, ascending.
  let positions: [Double]
  /// All rows, where they are few enough to be kept.
  private let kept: Matrix?

  /// Sixteen megabytes.
  private static let mostKeptElements = 2_000_000

  init(columns: DesignColumns, positions: [Double]) {
    self.columns = columns
    self.positions = positions
    guard positions.count * columns.count <= Self.mostKeptElements else {
      kept = nil
      return
    }
    var all = Matrix(rows: positions.count, columns: columns.count)
    DesignRows(columns).write(positions[...], to: &all, at: 0)
    kept = all
  }

  var rows: Int { positions.count }

  func position(ofRow row: Int) -> Double { positions[row] }

  func curve(_ coefficients: [Double]) -> Curve { Curve(design: self, coefficients: coefficients) }

  func sums() -> Sums { Sums(self) }

  func write(_ rows: Range<Int>, to block: inout Matrix, at first: Int) {
    DesignRows(columns).write(positions[rows], to: &block, at: first)
  }

  /// A matrix that holds `rows`, and where in it.
  private func matrix(_ rows: Range<Int>) -> (Matrix, Range<Int>) {
    if let kept { return (kept, rows) }
    var block = Matrix(rows: rows.count, columns: columns.count)
    write(rows, to: &block, at: 0)
    return (block, 0..<rows.count)
  }

  struct Curve: DesignCurve {
    let design: IrregularDesign
    let coefficients: [Double]

    func addTrend(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      add(0..<design.columns.trend.columns, rows, to: &values, at: first)
    }

    func addSeasonalities(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      add(design.columns.trend.columns..<design.columns.count, rows, to: &values, at: first)
    }

    func add(_ rows: Range<Int>, to values: inout [Double], at first: Int) {
      add(0..<design.columns.count, rows, to: &values, at: first)
    }

    private func add(
      _ columns: Range<Int>, _ rows: Range<Int>, to values: inout [Double], at first: Int
    ) {
      let (matrix, place) = design.matrix(rows)
      matrix.addTimes(coefficients[columns], rows: place, columns: columns, to: &values, at: first)
    }
  }

  struct Sums: DesignSums {
    private let design: IrregularDesign
    private var sums: [Double]
    /// Values of single rows of a chunk whose columns must be made anew: they wait for each other.
    private var waiting: [Double] = []
    private var waitingRows = 0..<0

    init(_ design: IrregularDesign) {
      self.design = design
      sums = .zeros(design.columns.count)
    }

    mutating func add(_ values: [Double], rows: Range<Int>) {
      let (matrix, place) = design.matrix(rows)
      sums.add(matrix.transposedTimes(values[...], rows: place)[...], at: 0)
    }

    mutating func add(_ value: Double, row: Int) {
      if let kept = design.kept {
        for column in sums.indices { sums[column] += value * kept[row, column] }
        return
      }
      if !waitingRows.contains(row) {
        addWaiting()
        waitingRows = (row / chunkRows * chunkRows..<design.rows).prefix(chunkRows)
        waiting = [Double](repeating: 0, count: waitingRows.count)
      }
      waiting[row - waitingRows.lowerBound] += value
    }

    private mutating func addWaiting() {
      if !waiting.isEmpty { add(waiting, rows: waitingRows) }
      waiting = []
    }

    func moments() -> [Double] {
      var whole = self
      whole.addWaiting()
      return whole.sums
    }
  }
}
