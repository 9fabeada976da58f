/// What a model foretells of its next steps: all that a score of a night's new rows needs of it.
///
/// Kept beside the model, so that the next night need not read the model itself.
public struct Outlook: Hashable, Sendable {
  /// Of the model.
  public let grid: TimeGrid
  /// Time of the model's last row, seconds since 1970-01-01.
  public let trainedThrough: Int64
  /// Of the values that the model was made from, in the unit of the values; 0 where there is none.
  let seasonalScale: Double
  /// Of the first steps after the last row, in the unit of the values, with the 80% interval.
  let yhat: [Double]
  let lower: [Double]
  let upper: [Double]

  /// How a model did on a night's rows.
  public enum Finding: Hashable, Sendable {
    /// What the model itself would say; nil where there is no row to compare.
    case score(LiveScore?)
    /// The rows go beyond the steps that are kept: the model itself has to say.
    case beyond
  }

  /// Scores the forecasts on the rows after the model's last one.
  ///
  /// - Parameter series: As `FittedModel.score(on:covariates:)` takes it.
  /// - Returns: To the last bit what that returns, where the steps that are kept suffice.
  public func score(on series: TimeSeries) -> Finding {
    let rows = ScoredRow.rows(of: series, after: trainedThrough, on: grid)
    guard let last = rows.last else { return .score(nil) }
    guard last.lead <= yhat.count else { return .beyond }
    let forecast = Forecast(
      timestamps: [], yhat: yhat,
      intervals: [PredictionInterval(level: 0.8, lower: lower, upper: upper)])
    return .score(
      LiveScore(of: rows, by: forecast, from: 1, SeasonalScale(meanAbsolute: seasonalScale)))
  }
}

extension FittedModel {
  /// The steps that most nights bring: those of a day, and at least two, because a file may come a day
  /// late.
  ///
  /// Nil where the model's forecasts need to know more than the time, and where a day has so many
  /// steps that keeping them would cost every night more than reading the model does.
  public var outlook: Outlook? {
    let steps = max(2, Int(86_400 / grid.interval.meanSeconds))
    guard features == nil, steps <= Outlook.mostSteps,
      let forecast = try? forecast(horizon: steps, levels: [0.8])
    else { return nil }
    return Outlook(
      grid: grid, trainedThrough: trainedThrough,
      seasonalScale: seasonalScale.meanAbsolute ?? 0, yhat: forecast.yhat,
      lower: forecast.intervals[0].lower, upper: forecast.intervals[0].upper)
  }
}

extension Outlook {
  /// The quarters of a day's hours.
  static let mostSteps = 96
}
