import ForecastFormats
import Forecasting

/// The measures of one forecast under the names that JSON and CSV share.
struct MeasureFields {
  let names: [String]
  /// Nil where there is none.
  let values: [Double?]

  init(_ measures: AccuracyMeasures) {
    let intervals = measures.intervals
    names = Self.names
    values =
      [measures.mae, measures.rmse, measures.smape, measures.wape, measures.mase]
      + intervals.map(\.coverage) + intervals.map(\.msis)
  }

  static let names: [String] = {
    let percents = CrossValidation.levels.map(PredictionLevels.percent)
    return ["mae", "rmse", "smape", "wape", "mase"]
      + percents.map { "coverage_" + $0 } + percents.map { "msis_" + $0 }
  }()
}
