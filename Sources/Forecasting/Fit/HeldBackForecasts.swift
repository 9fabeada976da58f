/// What every filter forecast from every origin, on one scale, with the core of the oldest origin.
///
/// The damping of the core's slope is left open: a forecast is its base plus damping · slope · lead.
struct HeldBackForecasts {
  /// Without the slope; by origin, point and group of filters.
  let bases: [Lanes]
  /// The core's slope a step; by origin.
  let slopes: [Double]

  init(_ core: CoreFit, _ tail: TailFit, _ frame: GridFrame<some DesignMatrix>) {
    let plan = frame.plan
    let trend = frame.design.columns.trend
    let own = core.coefficients[..<trend.columns]
    let filters = ResidualFilters(tail, frame)
    let cores = plan.origins.flatMap { origin in
      let level = tail.trend[origin - 1 - tail.start]
      return plan.points.map { level + tail.seasonal[origin - 1 + $0 - tail.start] }
    }
    let groups = filters.groups.count
    var bases = [Lanes](repeating: .zero, count: cores.count * groups)
    for (index, group) in filters.groups.enumerated() {
      let corrections = Corrections(of: group, tail, frame)
      for place in cores.indices {
        bases[place * groups + index] = cores[place] + corrections.values[place]
      }
    }
    self.bases = bases
    slopes = plan.origins.map {
      trend.slope(from: frame.design.position(ofRow: $0 - 1), own)
    }
  }
}

/// What four filters add to the core's forecasts; by origin and point.
private struct Corrections {
  let values: [Lanes]

  init(of group: FilterGroup, _ tail: TailFit, _ frame: GridFrame<some DesignMatrix>) {
    var group = group
    let points = frame.plan.points.count
    let leads = frame.leads
    var values = [Lanes](repeating: .zero, count: leads.count)
    var known = tail.start
    var first = 0
    for origin in frame.plan.origins {
      group.observe(tail.residuals[known - tail.start..<origin - tail.start], from: known)
      known = origin
      let decay = group.autocorrelation
      var fading = decay.power(leads[first])
      // Points are evenly spaced, give or take a step: most factors are those of the point before.
      var (step, factor) = (1.0, decay)
      for place in first..<first + points {
        if place > first {
          let more = leads[place] - leads[place - 1]
          if more != step { (step, factor) = (more, decay.power(more)) }
          fading *= factor
        }
        values[place] = group.correction(
          phases: frame.phases[place], slopeSum: frame.slopeSums[place], fading: fading)
      }
      first += points
    }
    self.values = values
  }
}
