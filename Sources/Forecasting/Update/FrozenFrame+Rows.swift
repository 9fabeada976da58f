extension FrozenFrame {
  private static let mostGrowth = 1.25
  private static let mostOffGrid = 0.1

  /// Why recent rows do not fit the frame, nil where they do.
  ///
  /// - Parameters:
  ///   - recent: From the watermark on.
  ///   - plan: Of the rows.
  ///   - spec: That of the fit that made the frame.
  func reasonAgainst(
    _ recent: RecentRows, plan: BacktestPlan, spec: ModelSpec
  ) -> FitReason? {
    let traits = IntervalTraits(recent.grid.interval)
    let span = recent.position(ofRow: recent.rows - 1) + 1
    if plan.tailStart < recent.start { return .rowsRemoved }
    // Beyond the end of the fit, its curve says little of what is an outlier.
    if span > Self.mostGrowth * trend.unit
      || recent.position(ofRow: plan.tailStart) > trend.unit
    {
      return .frameOutgrown
    }
    if Double(recent.rowsOffGrid) > Self.mostOffGrid * Double(recent.observedRows) {
      return .interval
    }
    let seasonalities = spec.unconditionalSeasonalities(traits, span: span)
    return seasonalities == spec.unconditionalSeasonalities(traits, span: trend.unit)
      ? nil : .seasonalities
  }
}
