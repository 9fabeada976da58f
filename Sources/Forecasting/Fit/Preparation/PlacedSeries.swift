/// The observed values of a series with their places in time.
struct PlacedSeries {
  let grid: TimeGrid
  /// NaN where a row of a regular grid is missing; none is of an irregular one.
  let values: [Double]
  /// Steps since the first row, of an irregular series; empty where row and step are one.
  let positions: [Double]
  /// The times of the first and the last observed row, in seconds since 1970-01-01.
  let firstTimestamp: Int64
  let lastTimestamp: Int64
  /// The regular rows, nil where there are none.
  private let gridded: GriddedSeries?
  private let series: TimeSeries

  /// Nil where nothing is observed.
  init?(_ series: TimeSeries) {
    guard let last = series.values.lastIndex(where: { !$0.isNaN }) else { return nil }
    let lastTimestamp = series.timestamps[last]
    if let gridded = GriddedSeries(series) {
      self.init(gridded, of: series, lastTimestamp: lastTimestamp)
    } else {
      self.init(irregular: series, lastTimestamp: lastTimestamp)
    }
  }

  private init(_ gridded: GriddedSeries, of series: TimeSeries, lastTimestamp: Int64) {
    self.gridded = gridded
    self.lastTimestamp = lastTimestamp
    grid = gridded.grid
    firstTimestamp = gridded.grid.timestamp(ofStep: gridded.firstStep)
    values = gridded.values
    positions = []
    self.series = series
  }

  private init(irregular series: TimeSeries, lastTimestamp: Int64) {
    // What is complete is shared, not copied.
    let isComplete = !series.values.contains(where: \.isNaN)
    let times =
      isComplete
      ? series.timestamps
      : series.values.indices.filter { !series.values[$0].isNaN }.map { series.timestamps[$0] }
    let median = TimeGrid.medianDistance(of: times)
    grid = TimeGrid(.irregular(medianSeconds: median), through: lastTimestamp)
    values = isComplete ? series.values : series.values.filter { !$0.isNaN }
    positions = times.map { Double($0 - times[0]) / Double(median) }
    firstTimestamp = times[0]
    self.lastTimestamp = lastTimestamp
    self.series = series
    gridded = nil
  }

  /// Observed rows that are not at a time of the grid.
  var rowsOffGrid: Int { gridded?.rowsOffGrid ?? 0 }

  /// The first row of the series at or after one of `values`.
  func seriesRow(at row: Int) -> Int {
    if let gridded { return gridded.seriesRow(atGridRow: row) }
    let observed = series.values.indices.lazy.filter { !series.values[$0].isNaN }
    return observed.dropFirst(row).first ?? series.count
  }
}
