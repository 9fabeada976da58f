import Glibc

/// One series on its way to a model.
struct SeriesFit {
  private let placed: PlacedSeries
  private let spec: ModelSpec
  private let known: KnownCovariates
  /// What the values were divided by: 1, or a power of two that brings extreme ones near 1.
  private let unit: Double
  /// In units.
  private let fence: SpikeFence?
  /// In units, without spikes; NaN where missing.
  private let values: [Double]
  private let hasSpikes: Bool
  private let observedRows: Int
  private let bounds: ValueBounds
  private let linear: SeriesScale
  /// Order statistics of the values.
  private let middle: OrderFinder.Middle
  private let outer: ClosedRange<Double>?

  init(
    _ placed: PlacedSeries, spec: ModelSpec, known: KnownCovariates, _ orders: inout OrderFinder
  ) {
    self.placed = placed
    self.spec = spec
    self.known = known
    let observed = placed.values.observedCount
    let outer = SpikeFence.outer(of: placed.values, observed: observed, &orders)
    let fence = SpikeFence(around: placed.values, observed: observed, outer: outer)
    var values = placed.values
    fence?.removeSpikes(from: &values)
    observedRows = values.observedCount
    hasSpikes = observedRows < observed
    // After the fence, so that one huge value does not make all others tiny.
    let unit = Self.unit(of: values)
    if unit != 1 {
      for row in values.indices { values[row] /= unit }
    }
    self.unit = unit
    self.fence = fence.map { SpikeFence(lower: $0.lower / unit, upper: $0.upper / unit) }
    self.outer = outer.map { $0.lowerBound / unit...$0.upperBound / unit }
    var smallest = Double.infinity
    var largest = -Double.infinity
    for value in values where !value.isNaN {
      smallest = value < smallest ? value : smallest
      largest = value > largest ? value : largest
    }
    bounds = ValueBounds(smallest: smallest, largest: largest)
    middle = orders.middle(of: values, observed: observedRows)
    linear = SeriesScale(
      .linear, of: values, observed: observedRows, largest: largest, center: middle.mean)
    self.values = values
  }

  /// Squares and sums of values beyond these would leave the range of doubles.
  private static let plainSizes = 1e-100...1e100

  private static func unit(of values: [Double]) -> Double {
    let largest = values.reduce(0) { $1.isNaN ? $0 : max($0, abs($1)) }
    guard largest > 0, !plainSizes.contains(largest) else { return 1 }
    return Double(sign: .plus, exponent: largest.exponent, significand: 1)
  }

  /// Whether the series changes by no more than rounding.
  private var isConstant: Bool {
    linear.spread <= 1e-12 * max(abs(bounds.smallest), abs(bounds.largest))
  }

  func fitted(
    in frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) throws(FitError) -> ModelFit {
    guard !isConstant else { return constantFit(in: frame) }
    var fits: [ScaleFit] = []
    var absorbed: [AbsorbedScale] = []
    var missing: [Range<Int>] = []
    for kind in kinds {
      let (series, fence) = standardised(
        kind, tailStart: frame.plan.tailStart, &workspace.orders)
      let fit = try ScaleFit(series, frame, &workspace)
      fits.append(fit)
      guard frame.plan.tailStart > 0, !spec.hasFeatures else { continue }
      absorbed.append(
        AbsorbedScale(
          series, fit.core, fence: fence, after: absorbed.last.map { ($0, missing) }, frame))
      missing = series.missing.compactMap { $0.part(before: frame.plan.tailStart) }
    }
    let backtest = Backtest(
      fits, actuals: HeldBackValues(values, plan: frame.plan), bounds: bounds,
      spread: linear.spread, frame: frame, &workspace)
    let walk = NaiveWalk(values, seasonRows: frame.seasons.short)
    let profile =
      backtest.map {
        ErrorProfile(
          $0, plan: frame.plan, walk: walk, values: (bounds, linear.spread), &workspace.orders)
      } ?? ErrorProfile(walk: walk)
    let accuracy = backtest.map {
      HeldBackAccuracy(
        $0, series: values, seasonRows: frame.seasons.short, profile: profile,
        leads: frame.leads)
    }
    return ModelFit(
      model: model(
        ScaleModel.merged(fits, backtest, frame), profile: profile, frame.design.columns),
      state: state(absorbed, frame), accuracy: accuracy ?? .none, notes: notes(frame))
  }

  /// The scales to fit on.
  private var kinds: [SeriesScale.Kind] {
    switch spec.seasonalities.mode {
    case .additive: [.linear]
    case .multiplicative: bounds.smallest > 0 ? [.logarithmic] : [.linear]
    case .automatic: bounds.smallest > 0 ? [.linear, .logarithmic] : [.linear]
    }
  }

  /// The series on a scale; the scale's fence, and how many of the last two rows before the tail
  /// lay outside it.
  private func standardised(
    _ kind: SeriesScale.Kind, tailStart: Int, _ orders: inout OrderFinder
  ) -> (StandardisedSeries, (SpikeFence?, outsideAtEnd: Int)) {
    guard kind == .logarithmic else {
      let outside = fence?.outsideAtEnd(of: placed.values[..<tailStart], unit: unit) ?? 0
      return (StandardisedSeries(scale: linear, values: values), (fence, outside))
    }
    var logarithms = values
    for row in logarithms.indices { logarithms[row] = log(logarithms[row]) }
    // Order statistics of logarithms are the logarithms of the values'.
    let outer =
      hasSpikes
      ? SpikeFence.outer(of: logarithms, observed: observedRows, &orders)
      : outer.map { log($0.lowerBound)...log($0.upperBound) }
    let fence = SpikeFence(around: logarithms, observed: observedRows, outer: outer)
    let outside = fence?.outsideAtEnd(of: logarithms[..<tailStart]) ?? 0
    fence?.removeSpikes(from: &logarithms)
    let observed = logarithms.observedCount
    let center =
      observed == observedRows
      ? OrderFinder.Middle(low: log(middle.low), high: log(middle.high)).mean
      : orders.median(of: logarithms, observed: observed)
    let scale = SeriesScale(
      .logarithmic, of: logarithms, observed: observed, largest: bounds.largest, center: center)
    return (StandardisedSeries(scale: scale, values: logarithms), (fence, outside))
  }

  private func notes(_ frame: GridFrame<some DesignMatrix>) -> [FitNote] {
    var notes: [FitNote] = []
    if spec.seasonalities.mode == .multiplicative, bounds.smallest <= 0 {
      notes.append(.additiveForNonpositiveValues)
    }
    if isShort(frame) { notes.append(.short) }
    if placed.rowsOffGrid > 0 { notes.append(.rowsOffGrid) }
    return notes + spec.omissions(from: frame.design.columns)
  }

  private func state(
    _ scales: [AbsorbedScale], _ frame: GridFrame<some DesignMatrix>
  ) -> UpdateState {
    let rows = scales.isEmpty ? 0 : frame.plan.tailStart
    let observed = values[..<rows].lazy.filter { !$0.isNaN }
    guard let smallest = observed.min(), let largest = observed.max() else { return .empty }
    return UpdateState(
      watermarkRow: placed.seriesRow(at: rows),
      absorbed: AbsorbedHistory(
        frame: FrozenFrame(
          firstTimestamp: placed.firstTimestamp, unit: unit, trend: frame.design.columns.trend),
        gridRows: rows, lastPosition: frame.design.position(ofRow: rows - 1),
        observedRows: observed.count, bounds: ValueBounds(smallest: smallest, largest: largest),
        scales: scales))
  }

  /// A seasonality that was never seen whole cannot be forecast.
  private func isShort(_ frame: GridFrame<some DesignMatrix>) -> Bool {
    frame.plan.origins.isEmpty || values.count < 2 * frame.seasons.short
  }

  private func constantFit(in frame: GridFrame<some DesignMatrix>) -> ModelFit {
    ModelFit(
      model: model([], profile: .none, frame.design.columns),
      state: .empty, accuracy: .none, notes: [.degenerate])
  }

  private func model(
    _ scales: [ScaleModel], profile: ErrorProfile, _ columns: DesignColumns
  ) -> FittedModel {
    FittedModel(
      trainedThrough: placed.lastTimestamp, rows: observedRows, grid: placed.grid, unit: unit,
      bounds: bounds, trend: columns.trend,
      seasonalities: columns.seasonalities.map(\.shape), scales: scales,
      constant: scales.isEmpty ? values.last { !$0.isNaN } : nil,
      errorProfile: profile,
      features: scales.isEmpty ? nil : FittedFeatures(columns.features, known: known),
      width: spec.intervalWidth == FittedModel.standardWidth ? nil : spec.intervalWidth)
  }
}

extension [Double] {
  /// How many are not NaN.
  fileprivate var observedCount: Int { count(where: { !$0.isNaN }) }
}
