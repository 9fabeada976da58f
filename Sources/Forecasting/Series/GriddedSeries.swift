/// A series on its regular grid: one value a step, NaN where the row or its value is missing.
public struct GriddedSeries: Sendable {
  public let grid: TimeGrid
  /// The number of the step of `values[0]`, as `TimeGrid` counts.
  public let firstStep: Int
  /// From the first observed row to the last, one a step.
  public let values: [Double]
  /// Observed rows whose time is not on the grid; business days that stand for the first or last day
  /// of a month are not counted.
  ///
  /// Such a row is the value of the step that it falls in, unless a row on the grid or a later one
  /// falls there too.
  public let rowsOffGrid: Int
  private let timestamps: [Int64]

  /// Lays a series on the grid of its own times; nil where nothing is observed or the series is
  /// irregular.
  ///
  /// - Parameter series: Any series.
  public init?(_ series: TimeSeries) {
    guard series.count > 0 else { return nil }
    self.init(series, on: TimeGrid(detecting: series.timestamps))
  }

  /// Lays a series on a known grid; nil where nothing is observed, the grid is irregular, or its
  /// steps would be too many for the rows.
  ///
  /// - Parameters:
  ///   - series: Any series.
  ///   - grid: As detected from the series, or from an earlier part of it.
  public init?(_ series: TimeSeries, on grid: TimeGrid) {
    let values = series.values
    if case .irregular = grid.interval { return nil }
    guard let firstRow = values.firstIndex(where: { !$0.isNaN }),
      let lastRow = values.lastIndex(where: { !$0.isNaN })
    else { return nil }
    let firstStep = grid.step(holding: series.timestamps[firstRow])
    let steps = grid.step(holding: series.timestamps[lastRow]) - firstStep + 1
    guard steps <= TimeGrid.maximumSteps(rows: series.count) else { return nil }

    timestamps = series.timestamps
    self.grid = grid
    self.firstStep = firstStep
    // Values that are on the grid as they are need not be copied.
    if steps == values.count, Self.areSteps(series.timestamps, of: grid) {
      self.values = values
      rowsOffGrid = 0
      return
    }
    var onGrid = [Double](repeating: .nan, count: steps)
    var rowsOffGrid = 0
    var takenStep: Int?
    var cursor = StepCursor(grid, startingAt: series.timestamps[firstRow])
    for row in firstRow...lastRow where !values[row].isNaN {
      if let step = cursor.step(of: series.timestamps[row]) {
        onGrid[step - firstStep] = values[row]
        takenStep = step
      } else {
        let step = grid.step(holding: series.timestamps[row])
        if !grid.isBusinessDay(series.timestamps[row], ofStep: step) { rowsOffGrid += 1 }
        if step != takenStep { onGrid[step - firstStep] = values[row] }
      }
    }
    self.values = onGrid
    self.rowsOffGrid = rowsOffGrid
  }

  /// Whether each row is one step after the one before.
  private static func areSteps(_ timestamps: [Int64], of grid: TimeGrid) -> Bool {
    var cursor = StepCursor(grid, startingAt: timestamps[0])
    var next: Int?
    for timestamp in timestamps {
      guard let step = cursor.step(of: timestamp), step == next ?? step else { return false }
      next = step + 1
    }
    return true
  }

  /// The first row of the series at or after a row of the grid.
  ///
  /// - Parameter gridRow: An index into `values`, or their count.
  /// - Returns: An index into the rows of the series, or their count where all are before.
  /// - Complexity: O(log *n*)
  public func seriesRow(atGridRow gridRow: Int) -> Int {
    let step = firstStep + gridRow
    var low = 0
    var high = timestamps.count
    while low < high {
      let middle = (low + high) / 2
      if grid.step(holding: timestamps[middle]) < step { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
