/// What a model says of its customer, as facts: growth, the times of strength and weakness, and what
/// moves the forecast.
///
/// All of it is read off forecasts and their components.
public struct Explanation: Hashable, Sendable {
  /// The slope of the trend where the forecast begins.
  public struct Growth: Hashable, Sendable {
    /// In the unit of the values, a year of 365.25 days.
    public let perYear: Double
    /// Of the trend's level, as a share; nil where that level is 0.
    public let shareOfLevel: Double?
  }

  /// The strongest and the weakest weekday, month, quarter or hour of a seasonality.
  public struct Season: Hashable, Sendable {
    public let unit: SeasonUnit
    public let strongest: Extreme
    public let weakest: Extreme
  }

  public struct Extreme: Hashable, Sendable {
    /// Of the weekday from Monday, 0; of the month from January, 0; of the quarter from the first, 0;
    /// of the hour from midnight, 0.
    public let index: Int
    /// The mean of the seasonality there, above that of all; in the unit of the values.
    public let amount: Double
  }

  /// How much of the forecast's variance goes with one component.
  public struct Share: Hashable, Sendable {
    public let component: String
    /// Covariance of the component and the forecast over the variance of the forecast: the shares of
    /// all components add up to 1; below 0 where a component works against the others.
    public let share: Double
  }

  /// The time that the shares are of, from the first step on.
  public enum Period: Hashable, Sendable {
    case year
    case week
    case day
    case steps(Int)
  }

  /// Nil where the forecast has no trend or a single step; `perYear` is 0 where the trend is flat.
  public let growth: Growth?
  public let seasons: [Season]
  /// Empty where the forecast does not vary.
  public let shares: [Share]
  public let period: Period

  /// Explains the model behind a forecast.
  ///
  /// What is looked at is the longest of the year, week and day that the forecast has a seasonality
  /// of, from the first step after the last row on. Where that cannot be forecast, as of a model with
  /// regressors whose future is not known so far, it is the forecast itself.
  ///
  /// - Parameters:
  ///   - forecast: With components, as it was asked for.
  ///   - interval: Of the model.
  ///   - forecasting: The model's forecast of so many steps with components, from a step on (1 is the
  ///     first after the last row); nil where it has none, as what it needs is not known.
  public init(
    of forecast: Forecast, interval: SamplingInterval,
    forecasting: (_ start: Int, _ steps: Int) -> Forecast?
  ) {
    let view = ForecastView(forecast, interval: interval, forecasting: forecasting)
    let components = view.forecast.components
    self.init(
      growth: components.first { $0.name == "trend" }.flatMap {
        Self.growth($0.values, stepsApart: view.stride, interval)
      },
      seasons: components.compactMap { component in
        SeasonUnit(seasonality: component.name, of: interval).flatMap {
          Self.season($0, component.values, view.forecast.timestamps)
        }
      }, shares: Self.shares(components, of: view.forecast.yhat), period: view.period)
  }

  init(growth: Growth?, seasons: [Season], shares: [Share], period: Period) {
    self.growth = growth
    self.seasons = seasons
    self.shares = shares
    self.period = period
  }

  private static func growth(
    _ trend: [Double], stepsApart stride: Int, _ interval: SamplingInterval
  ) -> Growth? {
    guard trend.count > 1 else { return nil }
    let stepsAYear = IntervalTraits(interval).rowsPerYear
    let perYear = (trend[1] - trend[0]) / Double(stride) * stepsAYear
    // Less is rounding: a step's change is taken a year's steps often.
    guard abs(trend[1] - trend[0]) > 1e-13 * abs(trend[0]) else {
      return Growth(perYear: 0, shareOfLevel: trend[0] == 0 ? nil : 0)
    }
    return Growth(perYear: perYear, shareOfLevel: trend[0] == 0 ? nil : perYear / abs(trend[0]))
  }

  private static func season(
    _ unit: SeasonUnit, _ values: [Double], _ timestamps: [Int64]
  ) -> Season? {
    var sums = [Double](repeating: 0, count: unit.count)
    var counts = sums
    for (value, timestamp) in zip(values, timestamps) {
      let index = unit.index(of: timestamp)
      sums[index] += value
      counts[index] += 1
    }
    let seen = sums.indices.filter { counts[$0] > 0 }
    guard seen.count >= unit.fewest else { return nil }
    let means = seen.map { (index: $0, mean: sums[$0] / counts[$0]) }
    let middle = means.reduce(0) { $0 + $1.mean } / Double(means.count)
    guard let top = means.max(by: { $0.mean < $1.mean }),
      let bottom = means.min(by: { $0.mean < $1.mean }), top.mean > bottom.mean
    else { return nil }
    return Season(
      unit: unit, strongest: Extreme(index: top.index, amount: top.mean - middle),
      weakest: Extreme(index: bottom.index, amount: bottom.mean - middle))
  }

  private static func shares(_ components: [Forecast.Component], of yhat: [Double]) -> [Share] {
    // Squares of larger numbers would be none.
    let size = yhat.reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return [] }
    let centred = centred(yhat, by: size)
    let variance = zip(centred, centred).reduce(0) { $0 + $1.0 * $1.1 }
    guard variance > 1e-24 * Double(yhat.count) else { return [] }
    return components.map { component in
      let own = self.centred(component.values, by: size)
      let covariance = zip(own, centred).reduce(0) { $0 + $1.0 * $1.1 }
      return Share(component: component.name, share: covariance / variance)
    }
  }

  private static func centred(_ values: [Double], by size: Double) -> [Double] {
    let scaled = values.map { $0 / size }
    let mean = scaled.reduce(0, +) / Double(scaled.count)
    return scaled.map { $0 - mean }
  }
}
