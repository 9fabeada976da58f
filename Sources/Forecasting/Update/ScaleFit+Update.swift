extension ScaleFit {
  /// Fits the tail of a series on one scale, with what was absorbed before it.
  ///
  /// - Parameters:
  ///   - series: From the tail on at least.
  ///   - absorbed: The rows before the tail.
  ///   - decay: What is left of their weights at the last row.
  ///   - frame: Of the series.
  ///   - workspace: Memory to work in.
  /// - Throws: `FitError` where a system has no solution.
  init(
    _ series: StandardisedSeries, after absorbed: AbsorbedScale, decay: Double,
    _ frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) throws(FitError) {
    let systems = absorbed.systems(with: series, decay: decay, frame)
    let rows = frame.design.rows
    let tail = frame.plan.tailStart
    let known = max(frame.plan.origins.first ?? 0, tail)
    let past = absorbed.sums.scaled(by: decay)
    let early = zip(past.moments, series.moments(of: tail..<known, in: frame, &workspace)).map(+)
    let late = series.moments(of: known..<rows, in: frame, &workspace)
    let core = try CoreFit(
      CoreFit.Rows(
        count: rows, growth: 1, system: systems.final, moments: zip(early, late).map(+)),
      after: past, of: series, in: frame, &workspace)
    guard let system = systems.heldBack else {
      self.init(series, core, heldBack: nil, frame)
      return
    }
    let growth = frame.heldBackGrowth
    let older = try CoreFit(
      CoreFit.Rows(
        count: known, growth: growth, system: system, moments: early.map { growth * $0 }),
      after: past.scaled(by: growth), of: series, in: frame, &workspace)
    self.init(series, core, heldBack: older, frame)
  }
}
