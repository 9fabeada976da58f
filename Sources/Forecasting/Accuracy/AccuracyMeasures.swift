/// How far point forecasts were from what came; 0 is best in each.
///
/// Source: Makridakis, Spiliotis and Assimakopoulos, "The M4 Competition: 100,000 time series and
/// 61 forecasting methods" (2020), appendix A.
public struct AccuracyMeasures: Hashable, Sendable, Codable {
  /// Mean absolute error, in the unit of the values.
  public let mae: Double
  /// Root of the mean squared error, in the unit of the values.
  public let rmse: Double
  /// Symmetric mean absolute percentage error, in 0...200.
  public let smape: Double
  /// The sum of absolute errors over that of absolute values, a share.
  public let wape: Double
  /// Mean absolute scaled error: `mae` in units of the seasonal scale; nil where that is nil.
  public let mase: Double?
  /// Root mean squared scaled error, by the seasonal scale; nil where that is nil.
  public let rmsse: Double?

  /// Compares a forecast with what came; nil where nothing came.
  ///
  /// - Parameters:
  ///   - forecast: One value a step.
  ///   - actual: As many; NaN where missing, which leaves the step out.
  ///   - scale: Of the values that the model was trained on.
  public init?(of forecast: [Double], actual: [Double], scale: SeasonalScale) {
    precondition(forecast.count == actual.count, "one forecast a value")
    var count = 0.0
    var absolute = 0.0
    var square = 0.0
    var percentage = 0.0
    var magnitude = 0.0
    for (yhat, y) in zip(forecast, actual) where !y.isNaN {
      let error = y - yhat
      count += 1
      absolute += abs(error)
      square += error * error
      magnitude += abs(y)
      if abs(y) + abs(yhat) > 0 { percentage += 200 * abs(error) / (abs(y) + abs(yhat)) }
    }
    guard count > 0 else { return nil }
    let meanSquare = square / count
    mae = absolute / count
    rmse = meanSquare.squareRoot()
    smape = percentage / count
    // Of a forecast of zeros by zeros the quotient would be none.
    wape = absolute / max(magnitude, 1e-300)
    mase = scale.meanAbsolute.map { absolute / count / $0 }
    rmsse = scale.meanSquare.map { (meanSquare / $0).squareRoot() }
  }
}

extension AccuracyMeasures {
  /// The M4 competition's overall weighted average: below 1 is better than Naive2.
  ///
  /// Of a fleet, it is the one of the means over the series, not the mean of each one's.
  ///
  /// - Parameters:
  ///   - smape: Mean over the series.
  ///   - mase: Mean over the series.
  ///   - naive2: The same two of `NaiveForecast.naive2`.
  /// - Returns: More than or equal to 0.
  public static func overallWeightedAverage(
    smape: Double, mase: Double, naive2: (smape: Double, mase: Double)
  ) -> Double {
    (smape / naive2.smape + mase / naive2.mase) / 2
  }
}
