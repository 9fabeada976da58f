/// What every filter forecast from every origin, on one scale, with the core of the oldest origin.
///
/// The damping of the core's slope is left open: a forecast is its base plus damping · slope · lead.
struct HeldBackForecasts {
  /// Without the slope; by origin, point and group of filters.
  let bases: [Lanes]
  /// The core's slope a step; by origin.
  let slopes: [Double]

  init(
    _ core: CoreFit, _ tail: TailFit, _ frame: GridFrame<some DesignMatrix>
  ) {
    let plan = frame.plan
    let trend = frame.design.columns.trend
    let own = core.coefficients[..<trend.columns]
    var filters = ResidualFilters(tail, frame)
    var bases: [Lanes] = []
    bases.reserveCapacity(plan.origins.count * plan.points.count * filters.groups.count)
    var known = tail.start
    for (index, origin) in plan.origins.enumerated() {
      filters.observe(known..<origin)
      known = origin
      let decays = filters.groups.map(\.autocorrelation)
      for (point, ahead) in plan.points.enumerated() {
        let lead = frame.leads[index * plan.points.count + point]
        let row = origin - 1 + ahead
        let core = tail.trend[origin - 1 - tail.start] + tail.seasonal[row - tail.start]
        for (group, decay) in zip(filters.groups, decays) {
          bases.append(
            core + group.correction(lead: lead, row: row, fading: decay.power(lead)))
        }
      }
    }
    self.bases = bases
    slopes = plan.origins.map {
      trend.slope(from: frame.design.position(ofRow: $0 - 1), own)
    }
  }
}
