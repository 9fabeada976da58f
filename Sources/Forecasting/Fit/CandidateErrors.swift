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
    let sources = zip(fits, forecasts).map {
      Source(
        forecasts: $1, restored: LaneRestorer($0.scale, bounds), actuals: actuals,
        points: frame.plan.points.count, leads: frame.leads, filters: frame.bank.count)
    }
    sources[0].write(to: &workspace.errors)
    let observed = workspace.errors.count / sources[0].forecasts.groups
    let cap = HeldBackValues.cap(
      median: workspace.orders.median(
        of: workspace.errors, observed: observed * frame.bank.count))
    means =
      [sources[0].means(of: workspace.errors, cap: cap)]
      + sources.dropFirst().map { source in
        source.write(to: &workspace.errors)
        return source.means(of: workspace.errors, cap: cap)
      }
  }
}

/// The forecasts of one scale beside what came.
private struct Source {
  let forecasts: HeldBackForecasts
  let restored: LaneRestorer
  let actuals: HeldBackValues
  /// Of an origin.
  let points: Int
  let leads: [Double]
  /// Lanes in use.
  let filters: Int

  private var dampings: Int { FilterWeights.dampings.count }

  /// Writes the errors by observed value, group of filters and damping; infinite in idle lanes.
  func write(to errors: inout [Lanes]) {
    let observed = actuals.shares.count { $0 > 0 }
    let count = observed * forecasts.groups * dampings
    if errors.count != count { errors = [Lanes](repeating: .zero, count: count) }
    let idle = Lanes.idle(filters - (forecasts.groups - 1) * Lanes.scalarCount)
    let (groups, restored) = (forecasts.groups, restored)
    let bases = forecasts.bases.span
    var errors = errors.mutableSpan
    var place = 0
    for index in leads.indices where actuals.shares[index] > 0 {
      let growth = restored.growth(forecasts.slopes[index / points] * leads[index])
      let actual = actuals.values[index]
      for group in 0..<groups {
        let values = restored.values(bases[index * groups + group], growth: growth)
        let more = group == groups - 1 ? idle : .zero
        errors[place] = (restored.clamp(values.none) - actual).sizes + more
        errors[place + 1] = (restored.clamp(values.half) - actual).sizes + more
        errors[place + 2] = (restored.clamp(values.full) - actual).sizes + more
        place += 3
      }
    }
  }

  /// The mean over origins of the mean over points.
  func means(of errors: [Lanes], cap: Double) -> [Lanes] {
    let candidates = forecasts.groups * dampings
    let caps = Lanes(repeating: cap)
    var means = [Lanes](repeating: .zero, count: candidates)
    var sums = means.mutableSpan
    let errors = errors.span
    var place = 0
    for share in actuals.shares where share > 0 {
      for candidate in 0..<candidates {
        sums[candidate] += share * errors[place + candidate].atMost(caps)
      }
      place += candidates
    }
    let idle = Lanes.idle(filters - (forecasts.groups - 1) * Lanes.scalarCount)
    for candidate in candidates - dampings..<candidates { sums[candidate] += idle }
    return means
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
