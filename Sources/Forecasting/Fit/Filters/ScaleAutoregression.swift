/// The seasonal autoregression on one scale: as it forecasts, and as it would have at every origin.
struct ScaleAutoregression {
  let model: SeasonalAutoregression
  /// The newest rows, as many as the longest lag, in spreads.
  let history: [Double]
  /// What level shifts have added by the last row, in spreads.
  let level: Double
  /// Held-back forecasts by origin and point, in spreads.
  let heldBack: [Double]

  /// Nil where the rows are too few, or too alike to tell the lags apart.
  ///
  /// - Parameters:
  ///   - final: The final core over the tail.
  ///   - heldBack: The older core over the tail.
  ///   - frame: Of the series.
  init?(final: TailFit, heldBack: TailFit, _ frame: GridFrame<some DesignMatrix>) {
    let lags = frame.autoregressionLags
    let plan = frame.plan
    let rows = frame.design.rows
    guard let longest = lags.last, let newest = plan.origins.last, let steps = plan.points.last
    else { return nil }
    let older = CleanedSeries(heldBack, rows: newest, shiftRows: frame.traits.shiftRows)
    let whole = CleanedSeries(final, rows: rows, shiftRows: frame.traits.shiftRows)
    // Without an autoregression the filters' forecast stands alone; that is no failure.
    guard let models = try? SeasonalAutoregression.fits(older, lags: lags, stops: plan.origins),
      let model = try? SeasonalAutoregression.fits(whole, lags: lags, stops: [rows])?.first
    else { return nil }
    self.model = model
    history = whole.values.suffix(longest)
    level = whole.levels[whole.levels.count - 1]
    self.heldBack = zip(plan.origins, models).flatMap { origin, model in
      let known = origin - older.start
      let ahead = model.iterated(from: older.values[..<known], lags: lags, steps: steps)
      return plan.points.map { point in
        let feature = heldBack.features.isEmpty ? 0 : heldBack.features[known - 1 + point]
        return ahead[point - 1] + older.levels[known - 1] + feature
      }
    }
  }
}
