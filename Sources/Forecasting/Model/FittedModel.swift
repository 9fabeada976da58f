/// One customer's fitted model: all that a forecast needs.
public struct FittedModel: Hashable, Sendable {
  /// Time of the last observed row, seconds since 1970-01-01.
  public let trainedThrough: Int64
  /// Observed rows that the model was fitted on.
  public let rows: Int
  /// The times of its rows, and of the steps to come.
  public let grid: TimeGrid
  /// Values are kept in this many units of the series: 1, or a power of two where they are extreme.
  package let unit: Double
  package let bounds: ValueBounds
  /// The time of the trend.
  package let trend: TrendBasis
  package let seasonalities: [SeasonalShape]
  /// Linear, logarithmic, or both; empty where `constant` is the forecast.
  package let scales: [ScaleModel]
  /// The forecast of a series that never changed.
  package let constant: Double?
  package let errorProfile: ErrorProfile
  /// What a forecast needs to know beside trend and seasonality; nil where that is nothing.
  package let features: FittedFeatures?
  /// The level of the interval, nil where it is the standard one.
  package let width: Double?

  static let standardWidth = 0.8

  /// The columns that a forecast needs to know of its steps.
  public var covariateNames: [String] { features?.covariateNames ?? [] }

  /// The level of the interval where nobody asks for one.
  public var intervalWidth: Double { width ?? Self.standardWidth }

  /// The step between two rows.
  public var interval: SamplingInterval { grid.interval }
}
