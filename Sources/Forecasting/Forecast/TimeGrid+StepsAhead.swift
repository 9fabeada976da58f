extension TimeGrid {
  /// How many steps after the last row a time lies (1 is the next row), where it is on the grid.
  ///
  /// - Parameters:
  ///   - last: Of the last row, seconds since 1970-01-01.
  ///   - timestamp: Seconds since 1970-01-01.
  /// - Returns: At least 1.
  /// - Throws: `ForecastError.startNotAfterTraining` or `startNotOnGrid`.
  public func stepsAhead(of last: Int64, to timestamp: Int64) throws(ForecastError) -> Int {
    guard timestamp > last else { throw .startNotAfterTraining(timestamp) }
    guard let step = step(of: timestamp) else { throw .startNotOnGrid(timestamp) }
    let ahead = step - self.step(holding: last)
    guard ahead >= 1 else { throw .startNotAfterTraining(timestamp) }
    return ahead
  }

  /// How many steps after the last row the step lies whose forecast is that of a time: the one it
  /// falls in, of an irregular series the nearest.
  ///
  /// - Parameters:
  ///   - timestamp: Seconds since 1970-01-01.
  ///   - last: Of the last row, seconds since 1970-01-01.
  /// - Returns: At least 1.
  func nearestLead(to timestamp: Int64, after last: Int64) -> Int {
    let half = if case .irregular = interval { interval.meanSeconds / 2 } else { Int64(0) }
    return max(1, step(holding: timestamp + half) - step(holding: last))
  }
}
