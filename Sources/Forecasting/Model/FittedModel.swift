/// One customer's fitted model: all that a forecast needs.
public struct FittedModel: Hashable, Sendable {
  /// Time of the last observed row, seconds since 1970-01-01.
  public let trainedThrough: Int64
  /// Observed rows that the model was fitted on.
  public let rows: Int
  /// The times of its rows, and of the steps to come.
  public let grid: TimeGrid
  /// Values are kept in this many units of the series: 1, or a power of two where they are extreme.
  let unit: Double
  let bounds: ValueBounds
  /// The time of the trend.
  let trend: TrendBasis
  let seasonalities: [SeasonalShape]
  /// Linear, logarithmic, or both; empty where `constant` is the forecast.
  let scales: [ScaleModel]
  /// The forecast of a series that never changed.
  let constant: Double?
  let errorProfile: ErrorProfile
  /// What a forecast needs to know beside trend and seasonality; nil where that is nothing.
  let features: FittedFeatures?
  /// The level of the interval, nil where it is the standard one.
  let width: Double?

  static let standardWidth = 0.8

  /// The columns that a forecast needs to know of its steps.
  public var covariateNames: [String] { features?.covariateNames ?? [] }

  /// The level of the interval where nobody asks for one.
  public var intervalWidth: Double { width ?? Self.standardWidth }

  /// The step between two rows.
  public var interval: SamplingInterval { grid.interval }
}

extension FittedModel: Encodable {
  // In the order of their names, in which members are written: what comes so need not be sorted.
  enum CodingKeys: String, CodingKey {
    case bounds, constant, errorProfile, features, grid
    case width = "intervalWidth"
    case rows, scales, seasonalities, trainedThrough, trend, unit
  }
}
