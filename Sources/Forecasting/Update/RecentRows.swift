/// The rows from a state's watermark on, with their places in the frame of its history.
///
/// Rows of a regular grid are counted from the first of the history, because seasons are; irregular
/// rows from the watermark, because nobody knows the times of those before.
struct RecentRows {
  /// NaN where missing; the last one is observed.
  let values: [Double]
  /// Of irregular rows, in steps since the first of the history; empty where regular.
  let positions: [Double]
  let grid: TimeGrid
  /// Of the last observed row, in seconds since 1970-01-01.
  let lastTimestamp: Int64
  /// Observed rows that are not at a time of the grid.
  let rowsOffGrid: Int
  /// The number of the first of these rows.
  let start: Int
  /// Rows of the history that are not counted.
  let rowsBefore: Int
  private let series: TimeSeries
  private let gridded: (series: GriddedSeries, firstRow: Int)?

  /// Nil where nothing is observed after the watermark, or the grid does not hold it.
  ///
  /// - Parameters:
  ///   - series: From the watermark on; earlier rows are passed over.
  ///   - history: The rows before the watermark.
  ///   - grid: Of the model.
  init?(_ series: TimeSeries, after history: AbsorbedHistory, on grid: TimeGrid) {
    if case .irregular(let median) = grid.interval {
      self.init(irregular: series, after: history, medianSeconds: median)
    } else {
      self.init(regular: series, after: history, on: grid)
    }
  }

  private init?(regular series: TimeSeries, after history: AbsorbedHistory, on grid: TimeGrid) {
    guard let gridded = GriddedSeries(series, on: grid) else { return nil }
    let origin = grid.step(holding: history.frame.firstTimestamp)
    let firstRow = gridded.firstStep - origin
    let leading = firstRow - history.gridRows
    guard leading + gridded.values.count > 0,
      leading <= TimeGrid.maximumSteps(rows: series.count)
    else { return nil }
    values =
      leading <= 0
      ? Array(gridded.values[(-leading)...])
      : [Double](repeating: .nan, count: leading) + gridded.values
    positions = []
    self.grid = grid
    let last = series.values.lastIndex { !$0.isNaN }
    lastTimestamp = last.map { series.timestamps[$0] } ?? history.frame.firstTimestamp
    rowsOffGrid = gridded.rowsOffGrid
    start = history.gridRows
    rowsBefore = 0
    self.series = series
    self.gridded = (gridded, firstRow)
  }

  private init?(
    irregular series: TimeSeries, after history: AbsorbedHistory, medianSeconds: Int64
  ) {
    let first = history.frame.firstTimestamp
    func position(_ row: Int) -> Double {
      Double(series.timestamps[row] - first) / Double(medianSeconds)
    }
    let rows = series.values.indices.filter {
      !series.values[$0].isNaN && position($0) > history.lastPosition
    }
    guard let last = rows.last else { return nil }
    values = rows.map { series.values[$0] }
    positions = rows.map(position)
    lastTimestamp = series.timestamps[last]
    grid = TimeGrid(.irregular(medianSeconds: medianSeconds), through: lastTimestamp)
    rowsOffGrid = 0
    start = 0
    rowsBefore = history.gridRows
    self.series = series
    gridded = nil
  }

  /// Rows of the design: those that are counted.
  var rows: Int { start + values.count }

  var observedRows: Int { values.count { !$0.isNaN } }

  /// The time of a row, in steps since the first of the history.
  func position(ofRow row: Int) -> Double {
    positions.isEmpty ? Double(row) : positions[row - start]
  }

  /// The first row of the given series at or after a row.
  func seriesRow(at row: Int) -> Int {
    if let gridded { return gridded.series.seriesRow(atGridRow: row - gridded.firstRow) }
    let skipped = series.values.indices.filter { !series.values[$0].isNaN }
    let passed = skipped.count - values.count
    return skipped.dropFirst(passed + row - start).first ?? series.count
  }
}
