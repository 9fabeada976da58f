extension FittedModel {
  /// All that is known of the model's covariates after the last row.
  ///
  /// - Parameter given: Known now; it goes before what was known at the fit.
  /// - Returns: One row a step from the next on, NaN where a column is not known.
  public func covariates(beside given: Covariates) -> Covariates {
    let names = covariateNames
    let known = features?.known ?? .none
    let last = grid.step(holding: trainedThrough)
    let givenSteps = given.timestamps.last.map { grid.step(holding: $0) - last + 1 } ?? 0
    let knownSteps = known.values.map(\.count).max() ?? 0
    let steps = min(max(givenSteps, knownSteps, 0), Horizon.maximumSteps)
    let places = grid.places(of: given.timestamps, at: last + 1..<last + 1 + steps)
    return Covariates(
      names: names, timestamps: (0..<steps).map { grid.timestamp(ofStep: last + 1 + $0) },
      columns: names.map { name in
        let column = given.names.firstIndex(of: name).map { given.columns[$0] }
        return places.enumerated().map { lead, place in
          let own = place.flatMap { place in column?[place] } ?? .nan
          return own.isNaN ? known.value(of: name, lead: lead + 1) ?? .nan : own
        }
      })
  }
}
