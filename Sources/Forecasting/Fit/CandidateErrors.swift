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
      + sources.dropFirst().map { $0.means(cap: cap) }
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
    if errors.count != count { errors = [Lanes].zeros(count) }
    let idle = idle
    let last = forecasts.groups - 1
    var errors = errors.mutableSpan
    var place = 0
    forEachForecast { _, group, none, half, full in
      let more = group == last ? idle : .zero
      errors[place] = none.sizes + more
      errors[place + 1] = half.sizes + more
      errors[place + 2] = full.sizes + more
      place += 3
    }
  }

  /// As `means(of:cap:)`, of errors that nobody else wants to see.
  func means(cap: Double) -> [Lanes] {
    let caps = Lanes(repeating: cap)
    var means = [Lanes].zeros(forecasts.groups * dampings)
    var sums = means.mutableSpan
    forEachForecast { share, group, none, half, full in
      let first = 3 * group
      sums[first] += share * none.sizes.atMost(caps)
      sums[first + 1] += share * half.sizes.atMost(caps)
      sums[first + 2] += share * full.sizes.atMost(caps)
    }
    makeIdle(&means)
    return means
  }

  /// Calls with the share of each observed value, the group of filters, and how far its forecasts
  /// under each damping are above the value.
  @inline(__always)
  private func forEachForecast(_ body: (Double, Int, Lanes, Lanes, Lanes) -> Void) {
    let (groups, restored) = (forecasts.groups, restored)
    let (bases, slopes) = (forecasts.bases.span, forecasts.slopes.span)
    let (shares, values, leads) = (actuals.shares.span, actuals.values.span, leads.span)
    for index in 0..<leads.count where shares[index] > 0 {
      let growth = restored.growth(slopes[index / points] * leads[index])
      let actual = values[index]
      for group in 0..<groups {
        let values = restored.values(bases[index * groups + group], growth: growth)
        body(
          shares[index], group, restored.clamp(values.none) - actual,
          restored.clamp(values.half) - actual, restored.clamp(values.full) - actual)
      }
    }
  }

  /// The mean over origins of the mean over points.
  func means(of errors: [Lanes], cap: Double) -> [Lanes] {
    let candidates = forecasts.groups * dampings
    let caps = Lanes(repeating: cap)
    var means = [Lanes].zeros(candidates)
    var sums = means.mutableSpan
    let errors = errors.span
    var place = 0
    for share in actuals.shares where share > 0 {
      for candidate in 0..<candidates {
        sums[candidate] += share * errors[place + candidate].atMost(caps)
      }
      place += candidates
    }
    makeIdle(&means)
    return means
  }

  /// Makes the means of idle lanes infinite.
  private func makeIdle(_ means: inout [Lanes]) {
    for candidate in means.indices.suffix(dampings) { means[candidate] += idle }
  }

  /// What errors of the last group are made of: infinite in lanes without a filter.
  private var idle: Lanes {
    Lanes.idle(filters - (forecasts.groups - 1) * Lanes.scalarCount)
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
