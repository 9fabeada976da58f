import FleetEvaluation
import ForecastFormats
import Forecasting

/// An evaluation as CSV: the model's measures, then the seasonal naive's, then their ratio.
enum EvaluationCSV {
  /// The header of a fleet: `customer,status,folds,values,mae,…,naive_mae,…,ratio,message`.
  static let fleetHeader = CSVLine.of(["customer", "status", "folds"] + measureNames + ["message"])

  /// One customer of a fleet.
  static func row(_ evaluation: CustomerEvaluation) -> [UInt8] {
    switch evaluation.outcome {
    case .evaluated(let folds, let errors):
      CSVLine.of([evaluation.customer, "evaluated", "\(folds)"] + fields(errors.measures) + [""])
    case .skipped(let message):
      CSVLine.of([evaluation.customer, "skipped", "0"] + fields(nil) + [message])
    case .failed(_, let message):
      CSVLine.of([evaluation.customer, "failed", "0"] + fields(nil) + [message])
    }
  }

  /// One customer, a row a fold: `customer,cutoff,rows,values,mae,…`.
  static func table(_ customer: String, _ result: CrossValidationResult) -> [UInt8] {
    let times = TimestampText(writing: result.folds.map(\.cutoff))
    return result.folds.reduce(into: CSVLine.of(["customer", "cutoff", "rows"] + measureNames)) {
      let start = [customer, times.text(of: $1.cutoff), "\($1.rows)"]
      $0 += CSVLine.of(start + fields($1.errors.measures))
    }
  }

  private static let measureNames =
    ["values"] + MeasureFields.names + MeasureFields.names.map { "naive_" + $0 } + ["ratio"]

  /// Empty where there is no number.
  private static func fields(_ measures: ComparedMeasures?) -> [String] {
    guard let measures else { return measureNames.map { _ in "" } }
    let numbers =
      MeasureFields(measures.model).values + MeasureFields(measures.naive).values
      + [measures.ratio]
    return ["\(measures.model.values)"]
      + numbers.map { number in
        number.flatMap { $0.isFinite ? $0.description : nil } ?? ""
      }
  }
}
