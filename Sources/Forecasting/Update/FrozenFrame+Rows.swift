extension FrozenFrame {
  private static let mostGrowth = 1.25
  private static let mostOffGrid = 0.1

  /// Refuses recent rows that do not fit the frame.
  ///
  /// - Parameters:
  ///   - recent: From the watermark on.
  ///   - plan: Of the rows.
  ///   - spec: That of the fit that made the frame.
  /// - Throws: The first reason found.
  func check(
    _ recent: RecentRows, plan: BacktestPlan, spec: ModelSpec
  ) throws(FitReason) {
    let traits = IntervalTraits(recent.grid.interval)
    let span = recent.position(ofRow: recent.rows - 1) + 1
    if plan.tailStart < recent.start { throw .rowsRemoved }
    // Beyond the end of the fit, its curve says little of what is an outlier.
    if span > Self.mostGrowth * trend.unit
      || recent.position(ofRow: plan.tailStart) > trend.unit
    {
      throw .frameOutgrown
    }
    if Double(recent.rowsOffGrid) > Self.mostOffGrid * Double(recent.observedRows) {
      throw .interval
    }
    let seasonalities = spec.unconditionalSeasonalities(traits, span: span)
    guard seasonalities == spec.unconditionalSeasonalities(traits, span: trend.unit) else {
      throw .seasonalities
    }
  }
}
