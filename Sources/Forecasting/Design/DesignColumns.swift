/// The columns of a design matrix, in order: the trend's, each seasonality's, then the features'.
///
/// Of a harmonic the cosine comes first. Phases are counted from the first row, so that series
/// which begin at different times share their columns.
struct DesignColumns: Hashable, Sendable {
  let trend: TrendBasis
  let seasonalities: [Seasonality]
  let features: FeatureColumns
  /// The prior precisions of the coefficients, in 1/spread².
  let precisions: [Double]

  init(
    trend: TrendBasis, seasonalities: [Seasonality], changepoints: Changepoints,
    features: FeatureColumns = .none
  ) {
    self.trend = trend
    self.seasonalities = seasonalities
    self.features = features
    let change = 1 / (changepoints.priorScale * changepoints.priorScale)
    var precisions = trend.growth == .flat ? [0] : [0, Self.slopePrecision]
    precisions += trend.knots.map { _ in change }
    for deviation in seasonalities.flatMap(\.deviations) + features.deviations {
      precisions.append(1 / (deviation * deviation))
    }
    self.precisions = precisions
  }

  /// A slope of a hundred spreads a history is one standard deviation: hardly a prior at all.
  private static let slopePrecision = 1e-4

  var count: Int { precisions.count }

  /// The columns of each seasonality.
  var seasonalRanges: [Range<Int>] {
    var start = trend.columns
    return seasonalities.map { seasonality in
      defer { start += seasonality.columns }
      return start..<(start + seasonality.columns)
    }
  }

  /// The columns of the features, behind all others.
  var featureRange: Range<Int> { count - features.count..<count }

  /// The name of a column, for messages.
  func name(of column: Int) -> String {
    if column == 0 { return "level" }
    if column < trend.columns { return column == 1 ? "slope" : "changepoint \(column - 1)" }
    for (seasonality, range) in zip(seasonalities, seasonalRanges) where range.contains(column) {
      return "\(seasonality.name) seasonality"
    }
    return features.name(of: column - featureRange.lowerBound)
  }
}
