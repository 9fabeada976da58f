/// What the held-back rows say of the fits on a series: how to weigh them, how wide and how good
/// forecasts are.
struct HeldBackVerdict {
  /// Nil where nothing was held back.
  let backtest: Backtest?
  let profile: ErrorProfile
  let accuracy: HeldBackAccuracy

  /// - Parameters:
  ///   - fits: One a scale.
  ///   - values: In units, NaN where missing.
  ///   - start: The row of the first of them.
  ///   - history: The values that the naive forecast is measured on.
  ///   - size: The bounds of the values, and the spread of the linear scale.
  ///   - frame: Of the fits.
  ///   - workspace: Used and given back.
  init(
    _ fits: [ScaleFit], of values: [Double], from start: Int = 0, history: [Double],
    within size: (bounds: ValueBounds, spread: Double), _ frame: GridFrame<some DesignMatrix>,
    _ workspace: inout FitWorkspace
  ) {
    let bounds = size.bounds
    let backtest = Backtest(
      fits, actuals: HeldBackValues(values, from: start, plan: frame.plan), bounds: bounds,
      spread: size.spread, frame: frame, &workspace)
    let walk = NaiveWalk(history, seasonRows: frame.seasons.short)
    self.backtest = backtest
    guard let backtest else {
      profile = ErrorProfile(walk: walk)
      accuracy = .none
      return
    }
    let levels =
      bounds.smallest > 0
      ? HeldBackLevels(backtest, smallest: bounds.smallest, &workspace.orders) : nil
    profile = ErrorProfile(
      backtest, plan: frame.plan, levels: levels, walk: walk, spread: size.spread,
      &workspace.orders)
    accuracy = HeldBackAccuracy(
      backtest, series: history, seasonRows: frame.seasons.short, profile: profile,
      levels: levels, leads: frame.leads)
  }
}
