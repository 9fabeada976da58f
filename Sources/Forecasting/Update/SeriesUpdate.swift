import Glibc

/// The newest rows of one series on their way into its model.
struct SeriesUpdate {
  private let recent: RecentRows
  private let history: AbsorbedHistory
  private let spec: ModelSpec
  private let columns: DesignColumns
  private let horizon: Int
  /// In units of the frame, as they came.
  private let raw: [Double]
  /// Without spikes; NaN where missing.
  private let values: [Double]
  /// Of the history and these rows.
  private let bounds: ValueBounds

  /// - Parameters:
  ///   - recent: From the watermark on.
  ///   - history: The rows before it.
  ///   - spec: That of the fit that made the frame.
  /// - Throws: Why the rows do not fit the frame.
  init(_ recent: RecentRows, _ history: AbsorbedHistory, spec: ModelSpec) throws(FitReason) {
    self.recent = recent
    self.history = history
    self.spec = spec
    let (traits, frame) = (IntervalTraits(recent.grid.interval), history.frame)
    horizon = spec.horizonRows(of: recent.grid.interval)
    let plan = BacktestPlan(
      rows: recent.rowsBefore + recent.rows, horizon: horizon, traits: traits
    ).countingRows(from: recent.rowsBefore)
    try frame.check(recent, plan: plan, spec: spec)
    columns = DesignColumns(
      trend: frame.trend,
      seasonalities: spec.unconditionalSeasonalities(traits, span: frame.trend.unit),
      changepoints: spec.changepoints)
    let count = columns.count
    guard history.scales.allSatisfy({ $0.coefficients.count == count }) else {
      throw .specification
    }
    let unit = frame.unit
    raw = unit == 1 ? recent.values : recent.values.map { $0 / unit }
    var values = raw
    if let linear = history.scales.first, linear.kind == .linear {
      linear.fence?.removeSpikes(from: &values, after: linear.outsideAtEnd)
    }
    self.values = values
    bounds = history.bounds.joined(with: values)
    guard max(abs(bounds.smallest), abs(bounds.largest)) <= Self.largestSize,
      bounds.smallest > 0 || history.scales.contains(where: { $0.kind == .linear })
    else { throw .scale }
  }

  /// Beyond this, sums of squares would leave the range of doubles.
  private static let largestSize = 1e100

  /// The model and the state after these rows.
  ///
  /// - Parameters:
  ///   - grids: Those of regular series.
  ///   - workspace: Memory to work in.
  /// - Returns: What a full fit gives, of the tail.
  /// - Throws: `FitError` where the rows have no model.
  func updated(
    sharing grids: inout SharedGrids<RegularDesign>, _ workspace: inout FitWorkspace
  ) throws(FitError) -> ModelUpdate {
    let traits = IntervalTraits(recent.grid.interval)
    guard recent.positions.isEmpty else {
      let design = IrregularDesign(columns: columns, positions: recent.positions)
      let frame = GridFrame(
        design: design, traits: traits, horizon: horizon, spec: spec,
        rowsBefore: recent.rowsBefore)
      return try updated(in: frame, &workspace)
    }
    let key = FrameKey(
      traits: traits, rows: recent.rows, horizon: horizon, origin: nil, trend: columns.trend)
    let frame = grids.frame(key) {
      let design = RegularDesign(columns: columns, rows: recent.rows)
      return GridFrame(design: design, traits: traits, horizon: horizon, spec: spec)
    }
    return try updated(in: frame, &workspace)
  }

  private func updated(
    in frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) throws(FitError) -> ModelUpdate {
    let past = recent.start..<frame.plan.tailStart
    let decay = frame.decay(from: lastPosition(past))
    let pastBounds = history.bounds.joined(with: values[..<past.count])
    var fits: [ScaleFit] = []
    var absorbed: [AbsorbedScale] = []
    for scale in history.scales where scale.kind == .linear || pastBounds.smallest > 0 {
      let (series, outside) = standardised(on: scale, past: past.count)
      let moved = scale.absorbing(past, of: series, outside, (history.lastPosition, recent), frame)
      absorbed.append(moved)
      // A value that is not above 0 leaves the logarithms out until it is absorbed.
      guard scale.kind == .linear || bounds.smallest > 0 else { continue }
      fits.append(try ScaleFit(series, after: moved, decay: decay, frame, &workspace))
    }
    let state = UpdateState(
      watermarkRow: recent.seriesRow(at: past.upperBound),
      absorbed: AbsorbedHistory(
        frame: history.frame, gridRows: recent.rowsBefore + past.upperBound,
        lastPosition: lastPosition(past),
        observedRows: history.observedRows + values[..<past.count].count { !$0.isNaN },
        bounds: pastBounds, scales: absorbed))
    return .updated(ending(fits, state, frame, &workspace))
  }

  private func lastPosition(_ past: Range<Int>) -> Double {
    past.isEmpty ? history.lastPosition : recent.position(ofRow: past.upperBound - 1)
  }

  /// The series on a scale, and how many of the last two values of the past lie outside its fence.
  private func standardised(
    on scale: AbsorbedScale, past: Int
  ) -> (StandardisedSeries, outsideAtEnd: Int) {
    var values = values
    var outside: Int?
    if scale.kind == .linear {
      outside = scale.fence?.outsideAtEnd(of: raw[..<past], after: scale.outsideAtEnd)
    } else {
      for row in values.indices { values[row] = values[row] > 0 ? log(values[row]) : .nan }
      outside = scale.fence?.outsideAtEnd(of: values[..<past], after: scale.outsideAtEnd)
      scale.fence?.removeSpikes(from: &values, after: scale.outsideAtEnd)
    }
    let series = StandardisedSeries(
      scale: SeriesScale(
        kind: scale.kind, center: scale.center, spread: scale.spread, largest: bounds.largest),
      values: values, from: recent.start)
    return (series, outside ?? 0)
  }

  /// Weights, interval and accuracy, from the tail alone.
  private func ending(
    _ fits: [ScaleFit], _ state: UpdateState, _ frame: GridFrame<some DesignMatrix>,
    _ workspace: inout FitWorkspace
  ) -> ModelFit {
    let spread = history.scales[0].spread
    let tail = Array(values[(frame.plan.tailStart - recent.start)...])
    let backtest = Backtest(
      fits, actuals: HeldBackValues(values, from: recent.start, plan: frame.plan),
      bounds: bounds, spread: spread, frame: frame, &workspace)
    let walk = NaiveWalk(tail, seasonRows: frame.seasons.short)
    let profile =
      backtest.map {
        ErrorProfile(
          $0, plan: frame.plan, walk: walk, values: (bounds, spread), &workspace.orders)
      } ?? ErrorProfile(walk: walk)
    let accuracy = backtest.map {
      HeldBackAccuracy(
        $0, series: tail, seasonRows: frame.seasons.short, profile: profile, leads: frame.leads)
    }
    return ModelFit(
      model: model(ScaleModel.merged(fits, backtest, frame), profile, frame.design),
      state: state, accuracy: accuracy ?? .none,
      notes: (recent.rowsOffGrid > 0 ? [.rowsOffGrid] : [])
        + spec.omissions(from: frame.design.columns))
  }

  private func model(
    _ scales: [ScaleModel], _ profile: ErrorProfile, _ design: some DesignMatrix
  ) -> FittedModel {
    FittedModel(
      trainedThrough: recent.lastTimestamp,
      rows: history.observedRows + values.count { !$0.isNaN }, grid: recent.grid,
      unit: history.frame.unit, bounds: bounds,
      trend: design.columns.trend.ending(at: design.position(ofRow: design.rows - 1)),
      seasonalities: design.columns.seasonalities.map(\.shape), scales: scales, constant: nil,
      errorProfile: profile, features: nil,
      width: spec.intervalWidth == FittedModel.standardWidth ? nil : spec.intervalWidth)
  }
}

extension ValueBounds {
  /// The bounds of more values; NaN where missing.
  fileprivate func joined(with values: some Sequence<Double>) -> ValueBounds {
    var smallest = smallest
    var largest = largest
    for value in values where !value.isNaN {
      smallest = value < smallest ? value : smallest
      largest = value > largest ? value : largest
    }
    return ValueBounds(smallest: smallest, largest: largest)
  }
}

extension GridFrame {
  /// What is left, at the last row, of a weight of 1 at a position.
  fileprivate func decay(from position: Double) -> Double {
    let distance = design.position(ofRow: design.rows - 1) - position
    return traits.halfLife.map { exp2(-distance / $0) } ?? 1
  }
}
