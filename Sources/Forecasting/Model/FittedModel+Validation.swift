extension FittedModel {
  /// What keeps the parts from being a model, nil where nothing does.
  var defect: String? {
    if rows < 1 { return "it has \(rows) rows" }
    if !TimeGrid.times.contains(trainedThrough) {
      return "its last row is \(trainedThrough) seconds after 1970"
    }
    if !(unit > 0 && unit.isFinite) { return "its unit is \(unit)" }
    if !(bounds.smallest <= bounds.largest && areFinite([bounds.lowest, bounds.highest])) {
      return "its bounds are \(bounds.smallest) and \(bounds.largest)"
    }
    if let width, !(0 < width && width < 1) { return "its interval has level \(width)" }
    if let defect = trendDefect ?? seasonalDefect ?? features?.defect ?? profileDefect {
      return defect
    }
    guard scales.isEmpty else { return scales.lazy.compactMap(scaleDefect).first }
    return areFinite([constant ?? .nan]) ? nil : "it has neither a scale nor a constant"
  }

  private var trendDefect: String? {
    guard areFinite([trend.last, trend.unit] + trend.knots),
      (0...Self.longest).contains(trend.last),
      trend.unit > 0
    else { return "its trend ends at \(trend.last) of \(trend.unit)" }
    guard Changepoints.counts.contains(trend.knots.count),
      zip(trend.knots, trend.knots.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return "it has \(trend.knots.count) changepoints, or in no order" }
    return nil
  }

  private var seasonalDefect: String? {
    seasonalities.lazy.compactMap(\.defect).first
  }

  private var profileDefect: String? {
    let walk = errorProfile.walk
    let numbers = [errorProfile.offset, errorProfile.growth, walk.step, walk.season ?? 0]
    guard areFinite(numbers), numbers.allSatisfy({ $0 >= 0 }) else {
      return "its error profile has \(numbers)"
    }
    if let level = errorProfile.level, !(level.isSound && bounds.smallest > 0) {
      return "its errors grow with the level to the power \(level.exponent)"
    }
    return (0...1).contains(errorProfile.trust) && walk.seasonRows >= 1
      ? nil : "its error profile is trusted by \(errorProfile.trust)"
  }

  private func scaleDefect(_ scale: ScaleModel) -> String? {
    let filters = scale.filters
    let numbers =
      [scale.center, scale.spread, scale.weight, scale.damping, filters.level, filters.slope]
      + scale.trend + scale.seasonal.joined() + filters.lastErrors + filters.errorFadings
      + filters.shortSeason + filters.longSeason + (scale.features?.all ?? [])
    let name = "its \(scale.kind.rawValue) scale"
    if !areFinite(numbers) { return "\(name) has a number that is not finite" }
    if scale.kind == .logarithmic, bounds.smallest <= 0 { return "\(name) has no logarithms" }
    if scale.trend.count != trend.columns
      || scale.seasonal.map(\.count) != seasonalities.map(\.columns)
    {
      return "\(name) has other columns than the model"
    }
    if (scale.features?.counts ?? []) != (features?.counts ?? []) {
      return "\(name) has other features than the model"
    }
    if filters.lastErrors.count != filters.errorFadings.count
      || !filters.errorFadings.allSatisfy({ (0..<1).contains($0) })
    {
      return "\(name) has errors that do not fade"
    }
    return scale.autoregression.flatMap { autoregressionDefect($0, name) }
  }

  private func autoregressionDefect(_ own: MergedAutoregression, _ name: String) -> String? {
    let lags = SeasonalAutoregression.hourlyLags
    let numbers =
      [own.share, own.level, own.model.lower, own.model.upper] + own.model.coefficients
      + own.history
    guard areFinite(numbers), (0...1).contains(own.share),
      own.model.coefficients.count == lags.count + 1, own.history.count == lags.max()
    else { return "\(name) has an unsound autoregression" }
    return nil
  }

  private func areFinite(_ numbers: [Double]) -> Bool { numbers.allSatisfy(\.isFinite) }

  private static let longest = 1e12
}

extension SeasonalShape {
  /// What keeps this from being a seasonality, nil where nothing does.
  var defect: String? {
    period > 0 && period.isFinite && !harmonics.isEmpty
      && harmonics.allSatisfy({ (1...Self.highestHarmonic).contains($0) })
      ? nil : "its \(name) seasonality has period \(period)"
  }

  private static let highestHarmonic = 10_000
}
