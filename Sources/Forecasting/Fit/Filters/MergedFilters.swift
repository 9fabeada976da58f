/// The weighted mean of all filters at the end of a series, in spreads.
package struct MergedFilters: Hashable, Sendable {
  package let level: Double
  /// A step, before it is damped.
  package let slope: Double
  /// The filters' last errors, each with its weight.
  package let lastErrors: [Double]
  /// What is left of each of them a step later, in 0..<1.
  package let errorFadings: [Double]
  /// By row number modulo its length; empty where there is none.
  package let shortSeason: [Double]
  package let longSeason: [Double]

  package init(
    level: Double, slope: Double, lastErrors: [Double], errorFadings: [Double],
    shortSeason: [Double], longSeason: [Double]
  ) {
    self.level = level
    self.slope = slope
    self.lastErrors = lastErrors
    self.errorFadings = errorFadings
    self.shortSeason = shortSeason
    self.longSeason = longSeason
  }

  init(_ groups: [FilterGroup], weights: [Lanes]) {
    func merged(_ part: (FilterGroup) -> Lanes) -> Double {
      zip(groups, weights).reduce(0) { $0 + ($1.1 * part($1.0)).sum() }
    }
    func season(_ part: (FilterGroup) -> ArraySlice<Lanes>) -> [Double] {
      let rows = groups.first.map { part($0).count } ?? 0
      let season = (0..<rows).map { row in merged { part($0)[part($0).startIndex + row] } }
      return season.allSatisfy { $0 == 0 } ? [] : season
    }
    level = merged(\.level)
    slope = merged(\.slope)
    shortSeason = season(\.shortSeason)
    longSeason = season(\.longSeason)
    var lastErrors: [Double] = []
    var errorFadings: [Double] = []
    for (group, weights) in zip(groups, weights) {
      for lane in weights.indices where weights[lane] * group.error[lane] != 0 {
        lastErrors.append(weights[lane] * group.error[lane])
        errorFadings.append(group.autocorrelation[lane])
      }
    }
    self.lastErrors = lastErrors
    self.errorFadings = errorFadings
  }
}
