import Glibc

/// One scale's forecasts, step by step.
struct ScaleForecaster {
  let model: ScaleModel
  private let scale: SeriesScale
  private let basis: TrendBasis
  private let trendLevel: Double
  private let trendSlope: Double
  private let rows: Int

  init(_ model: ScaleModel, of whole: FittedModel) {
    self.model = model
    scale = SeriesScale(
      kind: model.kind, center: model.center, spread: model.spread,
      largest: whole.bounds.largest)
    basis = whole.trend
    trendLevel = whole.trend.value(at: whole.trend.last, model.trend)
    trendSlope = model.damping * whole.trend.slope(from: whole.trend.last, model.trend)
    rows = Int(whole.trend.last) + 1
  }

  /// The scale's part of a forecast, in units of the series.
  func part(_ standardised: Double) -> Double { model.weight * scale.restore(standardised) }

  func restore(_ standardised: Double) -> Double { scale.restore(standardised) }

  /// The trend so many steps after the last row; in the history where that is below 0.
  func trend(lead: Double) -> Double {
    lead < 0
      ? basis.value(at: basis.last + lead, model.trend) : trendLevel + trendSlope * lead
  }

  /// Level, slope, seasons and fading errors of the filters.
  func filters(lead: Int) -> Double {
    let filters = model.filters
    var sum = filters.level + filters.slope * FilterSet.slopeSum(over: Double(lead))
    for (error, fading) in zip(filters.lastErrors, filters.errorFadings) {
      sum += error * pow(fading, Double(lead))
    }
    let row = rows - 1 + lead
    if !filters.shortSeason.isEmpty { sum += filters.shortSeason[row % filters.shortSeason.count] }
    if !filters.longSeason.isEmpty { sum += filters.longSeason[row % filters.longSeason.count] }
    return sum
  }
}
