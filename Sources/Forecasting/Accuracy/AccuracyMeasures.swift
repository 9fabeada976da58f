/// How far forecasts were from what came.
///
/// Source: Makridakis, Spiliotis and Assimakopoulos, "The M4 Competition: 100,000 time series and
/// 61 forecasting methods" (2020), appendix A.
public struct AccuracyMeasures: Hashable, Sendable {
  /// Compared values, at least 1.
  public let values: Int
  /// Mean absolute error, in the unit of the values.
  public let mae: Double
  /// Root of the mean squared error, in the unit of the values.
  public let rmse: Double
  /// Symmetric mean absolute percentage error, in 0...200.
  public let smape: Double
  /// The sum of absolute errors over that of absolute values, a share; nil where all values are 0.
  public let wape: Double?
  /// Mean absolute scaled error: errors in units of the seasonal scale; nil where that is nil.
  public let mase: Double?
  /// One a level.
  public let intervals: [IntervalMeasures]
}

/// How well prediction intervals of one level held what came.
public struct IntervalMeasures: Hashable, Sendable {
  /// In (0, 1).
  public let level: Double
  /// The share of values inside, bounds included; best when equal to the level.
  public let coverage: Double
  /// Mean scaled interval score: width, and a penalty for what is outside, in units of the seasonal
  /// scale; 0 is best; nil where that scale is nil.
  ///
  /// Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007),
  /// scaled as in the M4 competition.
  public let msis: Double?
}

/// A model's measures beside those of the seasonal naive on the same values.
public struct ComparedMeasures: Hashable, Sendable {
  public let model: AccuracyMeasures
  public let naive: AccuracyMeasures

  /// The model's error in that of the naive: MASE, or MAE where the series has no seasonal scale.
  ///
  /// Above 1 the model is worse; 1 where neither errs, infinite where only the model does.
  public var ratio: Double {
    let (own, other) =
      if let own = model.mase, let other = naive.mase { (own, other) } else {
        (model.mae, naive.mae)
      }
    if other > 0 { return own / other }
    return own > 0 ? .infinity : 1
  }
}
