/// What filters need to know of each row that they forecast, by origin and point.
struct FilterLeads {
  let seasons: FilterSeasons
  /// The rows' places in both seasons.
  let shortPhases: [Int]
  let longPhases: [Int]
  /// Those of `FilterSet.slopeSum(over:)` for the steps to each row.
  let slopeSums: [Double]
  /// By which of the factors the last errors fade from the lead before.
  let kinds: [Int]
  let kindCount: Int

  /// - Parameters:
  ///   - rows: To forecast.
  ///   - distances: How far ahead each of them lies, in steps.
  ///   - seasons: Of the filters.
  ///   - steps: Of the leads.
  init(rows: [Int], distances: [Double], seasons: FilterSeasons, steps: LeadSteps) {
    precondition(rows.count == distances.count && steps.kinds.count == rows.count)
    self.seasons = seasons
    shortPhases = rows.map { $0 % seasons.short }
    longPhases = rows.map { $0 % seasons.long }
    slopeSums = distances.map(FilterSet.slopeSum(over:))
    kinds = steps.kinds
    kindCount = steps.distances.count
  }

  var count: Int { kinds.count }
}
