public import Forecasting

/// A fitted Prophet model's parameters, evaluated exactly as Prophet's `predict` does.
///
/// Where Prophet sampled its parameters, these are their means, which is what its `yhat` is made of.
public struct ProphetModel: Hashable, Sendable {
  /// The times that forecasts are asked for.
  public let grid: TimeGrid
  /// Time of the first row, seconds since 1970-01-01.
  public let firstTime: Int64
  /// Time of the last row, seconds since 1970-01-01.
  public let trainedThrough: Int64
  /// Rows that the model was fitted on.
  public let rows: Int
  public let scale: ProphetScale
  public let trend: ProphetTrend
  public let seasonalities: [ProphetSeasonality]
  /// Each name once.
  public let holidays: [ProphetHoliday]
  public let holidaysMode: ProphetMode
  /// Each name once.
  public let regressors: [ProphetRegressor]
  /// Prophet's *sigma_obs*: the standard deviation of a row, in scaled values.
  public let noise: Double
  /// The level of the interval where nobody asks for one.
  public let intervalWidth: Double

  public init(
    grid: TimeGrid, firstTime: Int64, trainedThrough: Int64, rows: Int, scale: ProphetScale,
    trend: ProphetTrend, components: Components, noise: Double, intervalWidth: Double
  ) throws(ProphetModelError) {
    self.grid = grid
    self.firstTime = firstTime
    self.trainedThrough = trainedThrough
    self.rows = rows
    self.scale = scale
    self.trend = trend
    seasonalities = components.seasonalities
    holidays = components.holidays
    holidaysMode = components.holidaysMode
    regressors = components.regressors
    self.noise = noise
    self.intervalWidth = intervalWidth
    if let reservedName { throw .reserved(name: reservedName) }
    if let defect { throw .unsound(defect) }
  }

  /// What stands beside the trend.
  public struct Components: Hashable, Sendable {
    public var seasonalities: [ProphetSeasonality] = []
    public var holidays: [ProphetHoliday] = []
    public var holidaysMode = ProphetMode.additive
    public var regressors: [ProphetRegressor] = []

    public init() {}
  }

  /// The step between two rows.
  public var interval: SamplingInterval { grid.interval }

  /// The columns that a forecast needs to know of its steps.
  public var covariateNames: [String] {
    Set(regressors.map(\.name) + seasonalities.compactMap(\.conditionName)).sorted()
  }
}

extension ProphetModel: Encodable {
  enum CodingKeys: String, CodingKey {
    case grid, firstTime, trainedThrough, rows, scale, trend, seasonalities, holidays
    case holidaysMode, regressors, noise, intervalWidth
  }
}
