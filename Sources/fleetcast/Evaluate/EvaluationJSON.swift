import FleetEvaluation
import Forecasting
import JSONCoding

/// An evaluation as JSON: `{"customers":[…],"fleet":{…}}`, written as it comes.
enum EvaluationJSON {
  static let beginning = Array("{\"customers\":[".utf8)

  /// One customer, without what separates it from the others.
  static func customer(_ evaluation: CustomerEvaluation) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("customer")
      writer.string(evaluation.customer)
      writer.name("status")
      switch evaluation.outcome {
      case .evaluated(let folds, let errors):
        writer.string("evaluated")
        writer.name("folds")
        writer.integer(folds)
        write(errors, &writer)
      case .skipped(let message):
        writer.string("skipped")
        writer.name("message")
        writer.string(message)
      case .failed(let reason, let message):
        writer.string("failed")
        writer.name("reason")
        writer.string(reason)
        writer.name("message")
        writer.string(message)
      }
    }
    return writer.bytes
  }

  /// What comes after the last customer.
  static func ending(_ report: FleetReport) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (name, count) in [
        ("customers", report.customers), ("evaluated", report.accuracy.customers),
        ("skipped", report.skipped), ("failed", report.failed), ("folds", report.accuracy.folds),
      ] {
        writer.name(name)
        writer.integer(count)
      }
      write(report.accuracy, &writer)
    }
    return Array("],\"fleet\":".utf8) + writer.bytes + Array("}\n".utf8)
  }

  /// One customer alone, with every fold.
  static func document(_ customer: String, _ result: CrossValidationResult) -> [UInt8] {
    let times = TimestampText(writing: result.folds.map(\.cutoff))
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("customer")
      writer.string(customer)
      writer.name("interval")
      writer.string(result.interval.iso8601)
      for (name, steps) in [
        ("horizon", result.window.horizon), ("initial", result.window.initial),
        ("period", result.window.period),
      ] {
        writer.name(name)
        writer.integer(steps)
      }
      writer.name("folds")
      writer.array { writer in
        for fold in result.folds {
          writer.object { writer in
            writer.name("cutoff")
            writer.string(times.text(of: fold.cutoff))
            writer.name("rows")
            writer.integer(fold.rows)
            write(fold.errors, &writer)
          }
        }
      }
      writer.name("total")
      writer.object { write(result.errors, &$0) }
    }
    writer.lineFeed()
    return writer.bytes
  }

  private static func write(_ errors: LeadErrors, _ writer: inout JSONWriter) {
    writer.name("values")
    writer.integer(errors.measures?.model.values ?? 0)
    write(errors.measures, &writer)
    writer.name("by_lead")
    writer.object { writer in
      for part in LeadErrors.Part.allCases {
        writer.name("\(part)")
        writer.object { write(errors.measures(part), &$0) }
      }
    }
  }

  private static func write(_ measures: ComparedMeasures?, _ writer: inout JSONWriter) {
    guard let measures else { return }
    for (name, measures) in [("model", measures.model), ("seasonal_naive", measures.naive)] {
      let fields = MeasureFields(measures)
      writer.name(name)
      writer.object { write(fields.names, fields.values, &$0) }
    }
    writer.name("ratio")
    writer.number(measures.ratio)
  }

  private static func write(_ accuracy: FleetAccuracy, _ writer: inout JSONWriter) {
    guard let model = accuracy.modelMeasures, let naive = accuracy.naiveMeasures else { return }
    for (name, measures) in [("model", model), ("seasonal_naive", naive)] {
      writer.name(name)
      writer.object { write(measures, &$0) }
    }
    writer.name("by_lead")
    writer.object { writer in
      for part in LeadErrors.Part.allCases {
        guard let means = accuracy.means(part) else { continue }
        writer.name("\(part)")
        writer.object { writer in
          writer.name("model")
          writer.object { write(means.model, &$0) }
          writer.name("seasonal_naive")
          writer.object { write(means.naive, &$0) }
        }
      }
    }
    writer.name("worse_than_naive")
    writer.object { writeWorse(accuracy, &$0) }
  }

  private static func writeWorse(_ accuracy: FleetAccuracy, _ writer: inout JSONWriter) {
    writer.name("customers")
    writer.integer(accuracy.customersWorse)
    writer.name("share")
    writer.number(Double(accuracy.customersWorse) / Double(accuracy.customers))
    writer.name("worst")
    writer.array { writer in
      for worse in accuracy.worst {
        writer.object { writer in
          writer.name("customer")
          writer.string(worse.customer)
          write(worse.measures, &writer)
        }
      }
    }
  }

  private static func write(_ measures: FleetMeasures, _ writer: inout JSONWriter) {
    write(measures.means, &writer)
    let deciles = measures.maseDeciles.map(Optional.some)
    write(
      ["median_mae", "median_rmse"] + ["mase_p10", "mase_p50", "mase_p90"].prefix(deciles.count),
      [measures.medianMAE, measures.medianRMSE] + deciles, &writer)
  }

  private static func write(_ means: FleetMeasures.Means, _ writer: inout JSONWriter) {
    let intervals = MeasureFields.names.suffix(2 * means.intervals.count)
    write(
      ["mase", "smape"] + intervals,
      [means.mase, means.smape] + means.intervals.map(\.coverage) + means.intervals.map(\.msis),
      &writer)
  }

  private static func write(
    _ names: [String], _ values: [Double?], _ writer: inout JSONWriter
  ) {
    for (name, value) in zip(names, values) {
      writer.name(name)
      writer.number(value)
    }
  }
}
