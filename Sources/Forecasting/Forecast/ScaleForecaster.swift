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

  /// The trend of a block of steps, and what the filters add to it: level, slope, seasons and fading
  /// errors.
  func values(of block: StepBlock) -> StepBlock.Values {
    let filters = model.filters
    var sum = StepBlock.Values(repeating: filters.level)
    if filters.slope != 0 { sum += filters.slope * Self.slopeSums(over: block) }
    for (error, fading) in zip(filters.lastErrors, filters.errorFadings) where fading != 0 {
      sum += error * block.powers(of: fading)
    }
    sum += season(filters.shortSeason, block) + season(filters.longSeason, block)
    return trendLevel + trendSlope * block.leads + sum
  }

  /// As `FilterSet.slopeSum(over:)`, of all steps of a block.
  private static func slopeSums(over block: StepBlock) -> StepBlock.Values {
    let damping = FilterSet.slopeDamping
    return damping * (1 - block.powers(of: damping)) / (1 - damping)
  }

  private func season(_ season: [Double], _ block: StepBlock) -> StepBlock.Values {
    var values = StepBlock.Values.zero
    guard !season.isEmpty else { return values }
    var row = (rows - 1 + block.first) % season.count
    for place in values.indices {
      values[place] = season[row]
      row = row + 1 == season.count ? 0 : row + 1
    }
    return values
  }
}
