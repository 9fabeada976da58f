extension UpdateState {
  /// The time of the last row of the full fit that the state goes back to.
  ///
  /// - Parameter grid: Of the model that the state was made with.
  /// - Returns: Seconds since 1970-01-01; nil where the state is empty.
  public func endOfFullFit(on grid: TimeGrid) -> Int64? {
    guard let frame = absorbed?.frame else { return nil }
    // The length of the history at that fit is one unit of the trend's time.
    let steps = frame.trend.unit - 1
    if case .irregular(let median) = grid.interval {
      return frame.firstTimestamp + Int64(steps * Double(median))
    }
    let first = grid.step(holding: frame.firstTimestamp)
    return grid.timestamp(ofStep: first + Int(steps))
  }
}
