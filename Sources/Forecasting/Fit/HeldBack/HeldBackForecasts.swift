/// What every filter forecast from every origin, on one scale, with the core of the oldest origin.
///
/// The damping of the core's slope is left open: a forecast is its base plus damping · slope · lead.
struct HeldBackForecasts {
  /// Without the slope; by group of filters, origin and point.
  let bases: [Lanes]
  /// Of filters.
  let groups: Int
  /// The core's slope a step; by origin.
  let slopes: [Double]

  init(_ core: CoreFit, _ tail: TailFit, _ frame: GridFrame<some DesignMatrix>) {
    let plan = frame.plan
    let trend = frame.design.columns.trend
    let own = core.coefficients[..<trend.columns]
    let filters = ResidualFilters(tail, frame)
    var cores: [Double] = []
    cores.reserveCapacity(frame.leads.count)
    for origin in plan.origins {
      let last = origin - 1 - tail.start
      let level = tail.trend[last]
      for point in plan.points { cores.append(level + tail.seasonal[last + point]) }
    }
    let groups = filters.groups.count
    self.groups = groups
    var bases = [Lanes].zeros(cores.count * groups)
    for (index, group) in filters.groups.enumerated() {
      Self.forecast(group, cores: cores, tail, frame, to: &bases, from: index * cores.count)
    }
    self.bases = bases
    slopes = plan.origins.map {
      trend.slope(from: frame.design.position(ofRow: $0 - 1), own)
    }
  }

  /// Lets four filters forecast from every origin.
  ///
  /// - Parameters:
  ///   - group: At the beginning of the tail.
  ///   - cores: What the core forecasts, by origin and point.
  ///   - tail: The residuals of the core.
  ///   - frame: Of the series.
  ///   - bases: Where the forecasts are written.
  ///   - start: The place of the first one.
  private static func forecast(
    _ group: FilterGroup, cores: [Double], _ tail: TailFit,
    _ frame: GridFrame<some DesignMatrix>, to bases: inout [Lanes], from start: Int
  ) {
    var group = group
    var bases = bases.mutableSpan
    let points = frame.plan.points.count
    let (steps, leads, residuals) = (frame.leadSteps, frame.leadFacts, tail.residuals)
    let cores = cores.span
    var factors = [Lanes].zeros(steps.distances.count)
    var known = tail.start
    var first = 0
    for origin in frame.plan.origins {
      group.observe(residuals[known - tail.start..<origin - tail.start], from: known)
      known = origin
      steps.writeFadings(
        of: group.autocorrelation, forOrigin: first / points, points: points, to: &factors)
      group.forEachCorrection(first..<first + points, of: leads.span, factors: factors) {
        place, correction in
        bases[start + place] = cores[place] + correction
      }
      first += points
    }
  }
}
