/// What a model says of its customer, as facts: growth, the times of strength and weakness, what
/// moves the forecast, and what its regressors are worth.
///
/// Growth and regressors are the model's own, the rest is read off forecasts and their components.
public struct Explanation: Hashable, Sendable {
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

  /// How much of what moves the forecast is one component.
  public struct Share: Hashable, Sendable {
    public let component: String
    /// The component's own variance over the sum of all components' variances, in 0...1.
    public let share: Double
  }

  /// What one more of a regressor goes with.
  public struct Effect: Hashable, Sendable {
    public let regressor: String
    /// Added to the forecast at its level, without seasonality; in the unit of the values.
    public let amount: Double

    public init(regressor: String, amount: Double) {
      self.regressor = regressor
      self.amount = amount
    }
  }

  /// The time that the shares are of, from the first step on.
  public enum Period: Hashable, Sendable {
    case year
    case week
    case day
    case steps(Int)
  }

  public let growth: Growth
  public let seasons: [Season]
  /// Those of at least 1%, the largest first; empty where the forecast does not vary.
  public let shares: [Share]
  public let period: Period
  /// In the model's order.
  public let regressors: [Effect]

  /// Explains the model behind a forecast.
  ///
  /// Seasons and shares are of the longest of the year, week and day that the forecast has a
  /// seasonality of, from the first step after the last row on. Where that cannot be forecast, as of
  /// a model with regressors whose future is not known so far, the next shorter one is taken, or the
  /// forecast itself where it is longer.
  ///
  /// - Parameters:
  ///   - forecast: With components, as it was asked for.
  ///   - facts: Of the model.
  ///   - forecasting: The model's forecast of so many steps with components, from a step on (1 is the
  ///     first after the last row); nil where it has none, as what it needs is not known.
  public init(
    of forecast: Forecast, by facts: ModelFacts,
    forecasting: (_ start: Int, _ steps: Int) -> Forecast?
  ) {
    let view = ForecastView(forecast, interval: facts.interval, forecasting: forecasting)
    self.init(
      growth: facts.growth,
      seasons: view.forecast.components.compactMap { component in
        SeasonUnit(seasonality: component.name, of: facts.interval).flatMap {
          Self.season($0, component.values, view.forecast.timestamps)
        }
      }, shares: Self.shares(of: view.forecast), period: view.period,
      regressors: facts.regressors)
  }

  init(
    growth: Growth, seasons: [Season], shares: [Share], period: Period, regressors: [Effect] = []
  ) {
    self.growth = growth
    self.seasons = seasons
    self.shares = shares
    self.period = period
    self.regressors = regressors
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

  private static let smallestShare = 0.01

  private static func shares(of forecast: Forecast) -> [Share] {
    // Squares of larger numbers would be none.
    let size = forecast.components.lazy.flatMap(\.values).reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return [] }
    let variances = forecast.components.map { variance(of: $0.values, by: size) }
    let sum = variances.reduce(0, +)
    // Less is rounding.
    guard sum > 1e-24 else { return [] }
    return zip(forecast.components, variances)
      .map { Share(component: $0.name, share: $1 / sum) }
      .filter { $0.share >= smallestShare }.sorted { $0.share > $1.share }
  }

  private static func variance(of values: [Double], by size: Double) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / size } / count
    return values.reduce(0) { $0 + ($1 / size - mean) * ($1 / size - mean) } / count
  }
}
