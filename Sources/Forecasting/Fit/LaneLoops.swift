import CLanes

/// The loops over lanes that took the largest part of a fit's time, written in C.
///
/// All calls into it are here; sizes are checked first. It is compiled for processors with wide lanes and
/// for any, which Swift's compiler cannot do.
enum LaneLoops {
  /// Lets filters take in residuals until one is missing or an error is beyond the clip.
  ///
  /// - Parameters:
  ///   - shape: Of the bank.
  ///   - lanes: Of the bank.
  ///   - residuals: NaN where missing.
  ///   - row: Of the first residual.
  ///   - clip: Of the sizes of errors.
  /// - Returns: How many were taken in.
  static func learn(
    _ shape: BankShape, _ lanes: inout [Lanes], _ residuals: ArraySlice<Double>, row: Int,
    clip: Double
  ) -> Int {
    precondition(lanes.count == shape.groups * shape.lanesOfGroup && row >= 0)
    return residuals.withUnsafeBufferPointer { residuals in
      guard let first = residuals.baseAddress else { return 0 }
      return fleetcast_learn(shape.bank, &lanes, first, residuals.count, row, clip)
    }
  }

  /// Writes what filters forecast from one origin.
  ///
  /// - Parameters:
  ///   - filters: The bank's shape and lanes.
  ///   - range: Of the leads.
  ///   - leads: Of all origins.
  ///   - cores: What the core forecasts; as the leads.
  ///   - fadings: The factors that errors fade by, by group and kind of lead.
  ///   - forecasts: By group, then as the leads.
  static func forecast(
    _ filters: (shape: BankShape, lanes: [Lanes]), _ range: Range<Int>, of leads: FilterLeads,
    cores: [Double], fadings: [Lanes], to forecasts: inout [Lanes]
  ) {
    let (shape, all) = (filters.shape, cores.count)
    precondition(filters.lanes.count == shape.groups * shape.lanesOfGroup)
    precondition(leads.count == all && leads.seasons == shape.seasons)
    precondition(range.lowerBound >= 0 && range.upperBound <= all)
    precondition(fadings.count == shape.groups * leads.kindCount)
    precondition(forecasts.count == shape.groups * all)
    fleetcast_forecast(
      shape.bank, filters.lanes,
      fleetcast_leads(
        first: range.lowerBound, count: range.count, all: all, kinds: leads.kindCount),
      leads.shortPhases, leads.longPhases, leads.slopeSums, leads.kinds, cores, fadings,
      &forecasts)
  }

  /// The forecasts of all filters on one scale, beside what came.
  struct Candidates {
    let forecasts: HeldBackForecasts
    let scale: SeriesScale
    let bounds: ValueBounds
    /// By origin and point, NaN where missing.
    let actuals: [Double]
    /// What half of the core's slope adds, by origin and point, and where the scale is logarithmic, how
    /// many times as large it makes a forecast in units of the series.
    let halves: [Double]
    let factors: [Double]

    fileprivate var checked: fleetcast_candidates {
      let origins = forecasts.slopes.count
      precondition(actuals.count == halves.count && actuals.count == factors.count)
      precondition(forecasts.bases.count == forecasts.groups * actuals.count)
      precondition(origins > 0 && actuals.count.isMultiple(of: origins))
      return fleetcast_candidates(
        groups: forecasts.groups, origins: origins, points: actuals.count / origins,
        spread: scale.spread, center: scale.center, is_logarithmic: scale.kind == .logarithmic,
        ceiling: scale.ceiling, lower: bounds.lowest, upper: bounds.highest)
    }
  }

  /// Writes the sizes of the errors by group of filters, observed value and damping.
  ///
  /// - Parameters:
  ///   - candidates: Of one scale.
  ///   - observed: How many values are not missing.
  ///   - errors: Made as long as needed.
  static func writeErrors(
    of candidates: Candidates, observed: Int, to errors: inout [Lanes]
  ) {
    let checked = candidates.checked
    let count = observed * checked.groups * FilterWeights.dampings.count
    precondition(candidates.actuals.count(where: { !$0.isNaN }) == observed)
    if errors.count != count { errors = .zeros(count) }
    fleetcast_write_errors(
      checked, candidates.forecasts.bases, candidates.actuals, candidates.halves,
      candidates.factors, &errors)
  }

  /// Adds up errors, larger ones counting as the cap, by group of filters and damping.
  ///
  /// - Parameters:
  ///   - candidates: Of one scale.
  ///   - errors: As written; nil where they are to be made on the way.
  ///   - weights: Of the origins.
  ///   - cap: Of errors.
  /// - Returns: The weighted sums.
  static func sums(
    of candidates: Candidates, errors: [Lanes]?, weights: [Double], cap: Double
  ) -> [Lanes] {
    let checked = candidates.checked
    var sums = [Lanes].zeros(checked.groups * FilterWeights.dampings.count)
    precondition(weights.count == checked.origins)
    if let errors {
      let observed = candidates.actuals.count { !$0.isNaN }
      precondition(errors.count == observed * sums.count)
    }
    fleetcast_sum_errors(
      checked, candidates.forecasts.bases, candidates.actuals, candidates.halves,
      candidates.factors, errors, weights, cap, &sums)
    return sums
  }

  /// Adds the weighted sums of all filters' forecasts to values, by origin and point.
  static func mix(_ forecasts: HeldBackForecasts, weights: [Lanes], to values: inout [Double]) {
    precondition(weights.count * values.count == forecasts.bases.count)
    fleetcast_mix(forecasts.bases, weights.count, weights, &values, values.count)
  }

  /// Copies what lies within bounds.
  ///
  /// - Parameters:
  ///   - lanes: Of which all are looked at.
  ///   - bounds: The least and the largest that is kept.
  ///   - kept: Room for all behind the first `count`.
  ///   - count: How many are kept.
  /// - Returns: How many lie below.
  static func gather(
    _ lanes: [Lanes], within bounds: OrderFinder.Bounds, into kept: inout [Double],
    count: inout Int
  ) -> Int {
    precondition(count >= 0 && kept.count >= count + lanes.count * Lanes.scalarCount)
    var below = 0
    kept.withUnsafeMutableBufferPointer { kept in
      guard let first = kept.baseAddress else { return }
      count += fleetcast_gather(
        lanes, lanes.count, bounds.low, bounds.high, first + count, &below)
    }
    return below
  }

  /// As of lanes; what is NaN is not kept.
  ///
  /// - Parameters:
  ///   - values: Of which all are looked at.
  ///   - asSizes: Whether it is their sizes that are looked at and kept.
  ///   - bounds: The least and the largest that is kept.
  ///   - kept: Room for all behind the first `count`.
  ///   - count: How many are kept.
  /// - Returns: How many lie below.
  static func gather(
    _ values: ArraySlice<Double>, asSizes: Bool, within bounds: OrderFinder.Bounds,
    into kept: inout [Double], count: inout Int
  ) -> Int {
    precondition(count >= 0 && kept.count >= count + values.count)
    var below = 0
    values.withUnsafeBufferPointer { values in
      kept.withUnsafeMutableBufferPointer { kept in
        guard let source = values.baseAddress, let target = kept.baseAddress else { return }
        count += fleetcast_gather_values(
          source, values.count, asSizes, bounds.low, bounds.high, target + count, &below)
      }
    }
    return below
  }

  /// Replaces values by the exponentials of their products with a factor.
  ///
  /// Within three units in the last place, of the product as it is rounded.
  ///
  /// - Parameters:
  ///   - values: No product's size is above 700.
  ///   - factor: Of all.
  static func replaceByExponentials(_ values: inout [Double], times factor: Double) {
    fleetcast_exponentials(&values, values.count, factor)
  }
}

/// How the lanes of a bank of filters lie in memory: group after group, each with what `FilterLane`
/// names, then its seasons.
struct BankShape {
  /// At most 3.
  let groups: Int
  let seasons: FilterSeasons

  var lanesOfGroup: Int { FilterLane.allCases.count + seasons.short + seasons.long }

  fileprivate var bank: fleetcast_bank {
    precondition((1...3).contains(groups) && seasons.short > 0 && seasons.long > 0)
    return fleetcast_bank(
      groups: groups, short_rows: seasons.short, long_rows: seasons.long,
      slope_damping: FilterSet.slopeDamping)
  }
}
