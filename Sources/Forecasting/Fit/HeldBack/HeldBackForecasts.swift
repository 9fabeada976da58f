import LinearAlgebra

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
    var cores = [Double].zeros(frame.leads.count)
    var coreRows = cores.mutableSpan
    var place = 0
    let (seasonal, points) = (tail.seasonal.span, plan.points.span)
    for origin in plan.origins {
      let last = origin - 1 - tail.start
      let level = tail.trend[last]
      for index in points.indices {
        coreRows[place] = level + seasonal[last + points[index]]
        place += 1
      }
    }
    groups = frame.bank.shape.groups
    bases = Self.forecast(cores: cores, tail, frame)
    slopes = plan.origins.map {
      trend.slope(from: frame.design.position(ofRow: $0 - 1), own)
    }
  }

  /// Lets the filters forecast from every origin.
  ///
  /// - Parameters:
  ///   - cores: What the core forecasts, by origin and point.
  ///   - tail: The residuals of the core.
  ///   - frame: Of the series.
  /// - Returns: By group of filters, origin and point.
  private static func forecast(
    cores: [Double], _ tail: TailFit, _ frame: GridFrame<some DesignMatrix>
  ) -> [Lanes] {
    var filters = frame.filters(noise: tail.noise)
    let (groups, points) = (filters.shape.groups, frame.plan.points.count)
    let (steps, leads) = (frame.leadSteps, frame.filterLeads)
    var bases = [Lanes].zeros(cores.count * groups)
    var fadings = [Lanes].zeros(leads.kindCount * groups)
    var known = tail.start
    var range = 0..<points
    for origin in frame.plan.origins {
      filters.observe(tail.residuals[known - tail.start..<origin - tail.start], from: known)
      known = origin
      for group in 0..<groups {
        steps.writeFadings(
          of: filters.autocorrelation(group), forOrigin: range, to: &fadings,
          at: group * leads.kindCount)
      }
      filters.forecast(range, of: leads, cores: cores, fadings: fadings, to: &bases)
      range = range.upperBound..<range.upperBound + points
    }
    return bases
  }
}
