/// What every filter forecast from every origin, on one scale, with the core of the oldest origin.
///
/// The damping of the core's slope is left open: a forecast is its base plus damping · slope · lead.
struct HeldBackForecasts {
  /// Without the slope; by origin, point and group of filters.
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
    let cores = plan.origins.flatMap { origin in
      let level = tail.trend[origin - 1 - tail.start]
      return plan.points.map { level + tail.seasonal[origin - 1 + $0 - tail.start] }
    }
    let groups = filters.groups.count
    self.groups = groups
    var bases = [Lanes](repeating: .zero, count: cores.count * groups)
    for (index, group) in filters.groups.enumerated() {
      Self.forecast(group, cores: cores, tail, frame, to: &bases, from: index, by: groups)
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
  ///   - bases: Where the forecasts are written, with other filters' between them.
  ///   - index: The place of the first one.
  ///   - stride: From one to the next.
  private static func forecast(
    _ group: FilterGroup, cores: [Double], _ tail: TailFit,
    _ frame: GridFrame<some DesignMatrix>, to bases: inout [Lanes], from index: Int, by stride: Int
  ) {
    var group = group
    var bases = bases.mutableSpan
    let points = frame.plan.points.count
    let steps = frame.leadSteps
    var known = tail.start
    var first = 0
    for origin in frame.plan.origins {
      group.observe(tail.residuals[known - tail.start..<origin - tail.start], from: known)
      known = origin
      let decay = group.autocorrelation
      let factors = steps.areFew(for: points) ? steps.distances.map { decay.power($0) } : []
      var fading = Lanes(repeating: 1)
      for place in first..<first + points {
        let kind = steps.kinds[place]
        fading *= factors.isEmpty ? decay.power(steps.distances[kind]) : factors[kind]
        let correction = group.correction(
          phases: frame.phases[place], slopeSum: frame.slopeSums[place], fading: fading)
        bases[place * stride + index] = cores[place] + correction
      }
      first += points
    }
  }
}
