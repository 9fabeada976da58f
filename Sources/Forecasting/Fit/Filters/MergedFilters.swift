import LinearAlgebra

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

  /// - Parameters:
  ///   - filters: At the end of the series.
  ///   - weights: By group.
  init(_ filters: ResidualFilters, weights: [Lanes]) {
    func merged(_ lane: FilterLane) -> Double {
      weights.indices.reduce(0) { $0 + (weights[$1] * filters[$1, lane]).sum() }
    }
    func merged(_ season: (Int) -> ArraySlice<Lanes>) -> [Double] {
      var sums: [Double] = []
      for (group, weights) in weights.enumerated() {
        let season = season(group)
        if sums.isEmpty { sums = .zeros(season.count) }
        for (row, lanes) in season.enumerated() { sums[row] += (weights * lanes).sum() }
      }
      return sums.allSatisfy { $0 == 0 } ? [] : sums
    }
    level = merged(.level)
    slope = merged(.slope)
    shortSeason = merged(filters.shortSeason)
    longSeason = merged(filters.longSeason)
    var lastErrors: [Double] = []
    var errorFadings: [Double] = []
    for (group, weights) in weights.enumerated() {
      let errors = weights * filters[group, .error]
      let fadings = filters.autocorrelation(group)
      for lane in errors.indices where errors[lane] != 0 {
        lastErrors.append(errors[lane])
        errorFadings.append(fadings[lane])
      }
    }
    self.lastErrors = lastErrors
    self.errorFadings = errorFadings
  }
}
