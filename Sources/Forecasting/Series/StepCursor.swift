/// Finds the steps of times in increasing order, most of which are one step apart.
///
/// The next step's time is known ahead, which spares most rows the division and the calendar.
struct StepCursor {
  let grid: TimeGrid
  private var nextStep: Int
  private var nextTimestamp: Int64

  init(_ grid: TimeGrid, startingAt timestamp: Int64) {
    self.grid = grid
    nextStep = grid.step(holding: timestamp)
    nextTimestamp = grid.timestamp(ofStep: nextStep)
  }

  /// The number of the step at `timestamp`, nil where that is not on the grid.
  ///
  /// - Parameter timestamp: Not before that of the call before.
  /// - Returns: As `TimeGrid.step(of:)`.
  mutating func step(of timestamp: Int64) -> Int? {
    guard let step = timestamp == nextTimestamp ? nextStep : grid.step(of: timestamp) else {
      return nil
    }
    nextStep = step + 1
    nextTimestamp = grid.timestamp(ofStep: nextStep)
    return step
  }
}
