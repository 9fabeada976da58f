/// The mean held-back error of every filter and damping, in units of the series.
///
/// Errors beyond six medians of all errors on the first scale count as that.
struct CandidateErrors {
  /// One a scale, by group of filters and damping; infinite in idle lanes.
  let means: [[Lanes]]

  /// - Parameters:
  ///   - fits: One a scale.
  ///   - forecasts: Of the fits.
  ///   - actuals: What came.
  ///   - bounds: Of the series; forecasts are clamped.
  ///   - frame: Of the series.
  ///   - workspace: Memory to work in.
  init(
    _ fits: [ScaleFit], _ forecasts: [HeldBackForecasts], actuals: HeldBackValues,
    bounds: ValueBounds, frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) {
    let filters = frame.bank.sets.count
    let observed = actuals.observed.reduce(0, +)
    let weights = actuals.originWeights
    let idle = Lanes.idle(filters - (frame.bank.shape.groups - 1) * Lanes.scalarCount)
    var means: [[Lanes]] = []
    var cap: Double?
    for (fit, own) in zip(fits, forecasts) {
      let candidates = LaneLoops.Candidates(
        own, scale: fit.scale, bounds: bounds, actuals: actuals.values, leads: frame.leads)
      var sums: [Lanes]
      if let cap {
        sums = LaneLoops.sums(of: candidates, errors: nil, weights: weights, cap: cap)
      } else {
        LaneLoops.writeErrors(of: candidates, observed: observed, to: &workspace.errors)
        if idle != .zero {
          let last = observed * FilterWeights.dampings.count
          for index in workspace.errors.indices.suffix(last) { workspace.errors[index] += idle }
        }
        let median = workspace.orders.median(
          of: workspace.errors, observed: observed * filters * FilterWeights.dampings.count)
        let first = HeldBackValues.cap(median: median)
        sums = LaneLoops.sums(
          of: candidates, errors: workspace.errors, weights: weights, cap: first)
        cap = first
      }
      for candidate in sums.indices.suffix(FilterWeights.dampings.count) {
        sums[candidate] += idle
      }
      means.append(sums)
    }
    self.means = means
  }
}

extension LaneLoops.Candidates {
  /// - Parameters:
  ///   - forecasts: On the scale.
  ///   - scale: Of the series.
  ///   - bounds: Of the series; forecasts are clamped.
  ///   - actuals: What came, by origin and point.
  ///   - leads: How far ahead it lay.
  init(
    _ forecasts: HeldBackForecasts, scale: SeriesScale, bounds: ValueBounds, actuals: [Double],
    leads: [Double]
  ) {
    let points = leads.count / forecasts.slopes.count
    var halves: [Double] = []
    halves.reserveCapacity(leads.count)
    for (origin, slope) in forecasts.slopes.enumerated() {
      for lead in leads[origin * points..<(origin + 1) * points] {
        halves.append(0.5 * scale.spread * (slope * lead))
      }
    }
    var factors = halves
    if scale.kind == .logarithmic { LaneLoops.replaceByExponentials(&factors, times: 1) }
    self.init(
      forecasts: forecasts, scale: scale, bounds: bounds, actuals: actuals, halves: halves,
      factors: factors)
  }
}

extension SIMD4<Double> {
  /// Infinite in all lanes but the first `used`, where it is 0.
  fileprivate static func idle(_ used: Int) -> Lanes {
    var lanes = Lanes.zero
    for lane in lanes.indices where lane >= used { lanes[lane] = .infinity }
    return lanes
  }
}
