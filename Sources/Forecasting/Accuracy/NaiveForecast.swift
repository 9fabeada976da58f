/// The forecast that any model should beat: the last season, repeated.
public struct NaiveForecast: Sendable {
  /// One season, from the first step after the last row on.
  private let season: [Double]
  /// Root of the mean squared change from one season to the next; 0 where nothing changed.
  private let deviation: Double

  /// - Parameters:
  ///   - training: One value a step, NaN where missing, at least one observed.
  ///   - season: *m* steps, at least 1; taken as 1 where the series has no more steps than this. At
  ///     a place of the season without a value the season before counts, and so on; the last value
  ///     where none has one.
  public init(training: [Double], season: Int) {
    let lag = training.count > season ? season : 1
    let last = training.last { !$0.isNaN } ?? .nan
    self.season = (training.count - lag..<training.count).map { place in
      stride(from: place, through: 0, by: -lag).lazy.map { training[$0] }.first { !$0.isNaN }
        ?? last
    }
    deviation = SeasonalScale(training: training, season: season).meanSquare?.squareRoot() ?? 0
  }

  /// The value forecast for a step.
  ///
  /// - Parameter lead: At least 1, the step after the last row.
  /// - Returns: A value of the last season, or of one before.
  public func value(lead: Int) -> Double { season[(lead - 1) % season.count] }

  /// Half the width of the prediction interval of a step, for errors that are normal and add up
  /// from season to season.
  ///
  /// Source: Hyndman and Athanasopoulos, "Forecasting: principles and practice" (3rd edition),
  /// section 5.5.
  ///
  /// - Parameters:
  ///   - lead: At least 1.
  ///   - quantile: Of the standard normal distribution, of the interval's upper bound.
  /// - Returns: At least 0.
  public func halfWidth(lead: Int, quantile: Double) -> Double {
    quantile * deviation * Double((lead - 1) / season.count + 1).squareRoot()
  }
}
