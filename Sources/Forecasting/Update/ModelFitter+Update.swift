import LinearAlgebra

extension ModelFitter {
  /// Takes new rows into a model, in the frame of its last full fit.
  ///
  /// Scale, time and changepoints stay; coefficients, filters, weights and interval are estimated anew.
  /// Many updates give what one update with all rows gives, to rounding.
  ///
  /// - Parameters:
  ///   - model: Fitted or updated by this specification.
  ///   - state: That was made with the model.
  ///   - rows: The series from the watermark on, corrected and new rows; earlier ones are passed over.
  /// - Returns: The updated model, or why there is none. Its state counts the watermark in `rows`.
  /// - Throws: `FitError` where the rows have no model.
  public mutating func update(
    _ model: FittedModel, _ state: UpdateState, with rows: TimeSeries
  ) throws(FitError) -> ModelUpdate {
    if let fault { throw .specification(fault) }
    if spec.hasFeatures { return .refit(.features) }
    guard let history = state.absorbed else { return .refit(.shortSeries) }
    return try update(history, on: model.grid, with: rows)
  }

  /// Fits a whole series in the frame of an earlier fit.
  ///
  /// It is the update of a history without rows, and what all updates since that fit add up to.
  ///
  /// - Parameters:
  ///   - series: All rows, the first one the earlier fit's.
  ///   - model: Of that fit.
  ///   - state: Of that fit, or of any update since.
  /// - Returns: As `update(_:_:with:)`.
  /// - Throws: As `update(_:_:with:)`.
  mutating func fit(
    _ series: TimeSeries, inFrameOf model: FittedModel, _ state: UpdateState
  ) throws(FitError) -> ModelUpdate {
    guard let history = state.absorbed else { return .refit(.shortSeries) }
    return try update(history.withoutRows, on: model.grid, with: series)
  }

  private mutating func update(
    _ history: AbsorbedHistory, on grid: TimeGrid, with rows: TimeSeries
  ) throws(FitError) -> ModelUpdate {
    guard rows.values.contains(where: { !$0.isNaN }) else { return .refit(.rowsRemoved) }
    guard let recent = RecentRows(rows, after: history, on: grid) else {
      return .refit(.rowsRemoved)
    }
    let traits = IntervalTraits(grid.interval)
    let horizon = spec.horizonRows(of: grid.interval)
    let plan = BacktestPlan(
      rows: recent.rowsBefore + recent.rows, horizon: horizon, traits: traits
    ).countingRows(from: recent.rowsBefore)
    if let reason = history.frame.reasonAgainst(recent, plan: plan, spec: spec) {
      return .refit(reason)
    }
    guard let update = SeriesUpdate(recent, history, spec: spec) else { return .refit(.scale) }
    let columns = DesignColumns(
      trend: history.frame.trend,
      seasonalities: spec.unconditionalSeasonalities(traits, span: history.frame.trend.unit),
      changepoints: spec.changepoints)
    guard history.scales.allSatisfy({ $0.coefficients.count == columns.count }) else {
      return .refit(.specification)
    }
    let spec = spec
    guard recent.positions.isEmpty else {
      let design = IrregularDesign(columns: columns, positions: recent.positions)
      let frame = GridFrame(
        design: design, traits: traits, horizon: horizon, spec: spec,
        rowsBefore: recent.rowsBefore)
      return try update.updated(in: frame, &workspace)
    }
    let key = FrameKey(
      traits: traits, rows: recent.rows, horizon: horizon, origin: nil,
      trend: history.frame.trend)
    let frame = sharedGrids.frame(key) {
      let design = RegularDesign(columns: columns, rows: recent.rows)
      return GridFrame(design: design, traits: traits, horizon: horizon, spec: spec)
    }
    return try update.updated(in: frame, &workspace)
  }
}

extension AbsorbedHistory {
  /// The frame alone.
  fileprivate var withoutRows: AbsorbedHistory {
    AbsorbedHistory(
      frame: frame, gridRows: 0, lastPosition: -1, observedRows: 0,
      bounds: ValueBounds(smallest: .infinity, largest: -.infinity),
      scales: scales.map(\.withoutRows))
  }
}

extension AbsorbedScale {
  fileprivate var withoutRows: AbsorbedScale {
    AbsorbedScale(
      kind: kind, center: center, spread: spread, fence: fence, outsideAtEnd: 0,
      coefficients: coefficients, limit: limit, moments: moments.map { _ in 0 }, squares: 0,
      weight: 0, missing: [], gram: [])
  }
}
