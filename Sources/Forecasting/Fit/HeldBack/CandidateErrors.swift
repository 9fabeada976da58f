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
        $1, restored: LaneRestorer($0.scale, bounds), actuals: actuals, leads: frame.leads,
        filters: frame.bank.count)
    }
    var means: [[Lanes]] = []
    var cap = Double.infinity
    for source in sources {
      source.write(to: &workspace.errors)
      if means.isEmpty {
        let observed = workspace.errors.count / source.forecasts.groups
        cap = HeldBackValues.cap(
          median: workspace.orders.median(
            of: workspace.errors, observed: observed * frame.bank.count))
      }
      means.append(source.means(of: workspace.errors, cap: cap))
    }
    self.means = means
  }
}

/// The forecasts of one scale beside what came.
///
/// One group of filters after the other, so that the sums of its candidates stay in registers.
private struct Source {
  let forecasts: HeldBackForecasts
  let restored: LaneRestorer
  let actuals: HeldBackValues
  /// What half of the core's slope comes to; by origin and point.
  let growths: [LaneRestorer.Growth]
  /// Lanes in use.
  let filters: Int

  init(
    _ forecasts: HeldBackForecasts, restored: LaneRestorer, actuals: HeldBackValues,
    leads: [Double], filters: Int
  ) {
    self.forecasts = forecasts
    self.restored = restored
    self.actuals = actuals
    self.filters = filters
    let points = leads.count / forecasts.slopes.count
    var growths: [LaneRestorer.Growth] = []
    growths.reserveCapacity(leads.count)
    var earlier = leads[..<0]
    for (origin, slope) in forecasts.slopes.enumerated() {
      // Behind the last changepoint before the oldest origin the slope is that of the origin before.
      let own = leads[origin * points..<(origin + 1) * points]
      if origin > 0, slope == forecasts.slopes[origin - 1], own.elementsEqual(earlier) {
        for _ in own { growths.append(growths[growths.count - points]) }
      } else {
        for lead in own { growths.append(restored.growth(slope * lead)) }
      }
      earlier = own
    }
    self.growths = growths
  }

  private var dampings: Int { FilterWeights.dampings.count }

  /// Writes the errors by group of filters, observed value and damping; infinite in idle lanes.
  func write(to errors: inout [Lanes]) {
    let observed = actuals.shares.count { $0 > 0 }
    let count = observed * forecasts.groups * dampings
    if errors.count != count { errors = .zeros(count) }
    if restored.isLogarithmic {
      write(to: &errors, isLogarithmic: true)
    } else {
      write(to: &errors, isLogarithmic: false)
    }
    guard hasIdleLanes else { return }
    for place in count - observed * dampings..<count { errors[place] += idle }
  }

  /// Compiled once for each kind of scale.
  @inline(always)
  private func write(to errors: inout [Lanes], isLogarithmic: Bool) {
    let restored = restored
    let (bases, growths) = (forecasts.bases.span, growths.span)
    let (shares, values) = (actuals.shares.span, actuals.values.span)
    var errors = errors.mutableSpan
    var place = 0
    for first in stride(from: 0, to: bases.count, by: growths.count) {
      for index in shares.indices where shares[index] > 0 {
        let forecast = restored.values(
          bases[first + index], growth: growths[index], isLogarithmic: isLogarithmic)
        let actual = values[index]
        errors[place] = (restored.clamp(forecast.none) - actual).sizes
        errors[place + 1] = (restored.clamp(forecast.half) - actual).sizes
        errors[place + 2] = (restored.clamp(forecast.full) - actual).sizes
        place += 3
      }
    }
  }

  /// The mean over origins of the mean over points.
  func means(of errors: [Lanes], cap: Double) -> [Lanes] {
    let caps = Lanes(repeating: cap)
    var means: [Lanes] = []
    let errors = errors.span
    let origins = Double(actuals.observed.count { $0 > 0 })
    var place = 0
    for _ in 0..<forecasts.groups {
      var mean = (none: Lanes.zero, half: Lanes.zero, full: Lanes.zero)
      for observed in actuals.observed where observed > 0 {
        var sums = (none: Lanes.zero, half: Lanes.zero, full: Lanes.zero)
        for _ in 0..<observed {
          sums.none += errors[place].atMost(caps)
          sums.half += errors[place + 1].atMost(caps)
          sums.full += errors[place + 2].atMost(caps)
          place += 3
        }
        let share = 1 / (origins * Double(observed))
        mean.none += share * sums.none
        mean.half += share * sums.half
        mean.full += share * sums.full
      }
      means += [mean.none, mean.half, mean.full]
    }
    makeIdle(&means)
    return means
  }

  /// Makes the means of idle lanes infinite.
  private func makeIdle(_ means: inout [Lanes]) {
    for candidate in means.indices.suffix(dampings) { means[candidate] += idle }
  }

  private var hasIdleLanes: Bool { filters < forecasts.groups * Lanes.scalarCount }

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
