import LinearAlgebra

/// What the held-back values say: the weights of all candidates, and the errors of their mixture.
struct Backtest {
  /// Of filters and dampings; one a scale.
  let filterWeights: [FilterWeights]
  /// Of the filters' mixture, then of each scale's autoregression; nil without autoregressions.
  let groupWeights: [Double]?
  /// The mixture's forecasts of the held-back values, clamped; by origin and point.
  let forecasts: [Double]
  let actuals: HeldBackValues

  /// Nil where nothing was held back, or nothing of it observed.
  ///
  /// - Parameters:
  ///   - fits: One a scale.
  ///   - actuals: What came; nil where nothing was held back.
  ///   - bounds: Of the values.
  ///   - spread: Of the values, in their units.
  ///   - frame: Of the series.
  ///   - workspace: Memory to work in.
  init?(
    _ fits: [ScaleFit], actuals: HeldBackValues?, bounds: ValueBounds, spread: Double,
    frame: GridFrame<some DesignMatrix>, _ workspace: inout FitWorkspace
  ) {
    let forecasts = fits.compactMap(\.heldBack)
    guard forecasts.count == fits.count, let actuals else { return nil }
    self.actuals = actuals
    let errors = CandidateErrors(
      fits, forecasts, actuals: actuals, bounds: bounds, frame: frame, &workspace)
    let flat = FilterWeights.flat(frame.bank.sets, scales: fits.count)
    let weights = ErrorWeights.ofFilters(errors.means, groups: flat.groups, spread: spread)
      .map { $0.blended(with: flat, share: frame.plan.weightTrust) }
    filterWeights = weights
    let mixture = Self.mixture(fits, forecasts, weights, bounds, leads: frame.leads)
    let autoregressions = fits.compactMap { fit in
      fit.autoregression.map { $0.heldBack.map { bounds.clamp(fit.scale.restore($0)) } }
    }
    guard autoregressions.count == fits.count else {
      groupWeights = nil
      self.forecasts = mixture
      return
    }
    let groups = [mixture] + autoregressions
    let shares = Self.groupWeights(groups, actuals, spread: spread, &workspace.orders)
    groupWeights = shares
    self.forecasts = mixture.indices.map { index in
      zip(shares, groups).reduce(0) { $0 + $1.0 * $1.1[index] }
    }
  }

  /// The sizes of the errors, by origin and point; NaN where the value is missing.
  var errors: [Double] { zip(forecasts, actuals.values).map { abs($0 - $1) } }

  /// The forecasts, NaN where the value is missing.
  var observedForecasts: [Double] {
    zip(forecasts, actuals.values).map { $1.isNaN ? .nan : $0 }
  }

  private static func mixture(
    _ fits: [ScaleFit], _ forecasts: [HeldBackForecasts], _ weights: [FilterWeights],
    _ bounds: ValueBounds, leads: [Double]
  ) -> [Double] {
    var sums = [Double].zeros(leads.count)
    for (index, fit) in fits.enumerated() {
      var mixed = weights[index].mixed(forecasts[index], leads: leads)
      fit.scale.restore(&mixed)
      let total = weights[index].total
      var target = sums.mutableSpan
      for place in target.indices { target[place] += total * mixed[place] }
    }
    return sums.map(bounds.clamp)
  }

  private static func groupWeights(
    _ groups: [[Double]], _ actuals: HeldBackValues, spread: Double, _ orders: inout OrderFinder
  ) -> [Double] {
    let means = groups.map { forecasts in
      let errors = zip(forecasts, actuals.values).map { abs($0 - $1) }
      return actuals.meanError(errors, cap: HeldBackValues.cap(errors, &orders))
    }
    let best = ErrorWeights.best(means, spread: spread)
    let weights = means.map {
      ErrorWeights.weight($0, best: best, power: ErrorWeights.groupPower)
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
