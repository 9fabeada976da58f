import ForecastFormats
import Forecasting

/// An evaluation for people.
enum EvaluationTable {
  /// A fleet: its measures beside the seasonal naive's, by lead, and the customers that are worse.
  static func rendered(_ report: FleetReport) -> String {
    let accuracy = report.accuracy
    guard let model = accuracy.modelMeasures, let naive = accuracy.naiveMeasures else {
      return heading(report) + "\n"
    }
    var table = TextTable(header: ["", "fleetcast", "naive", "ratio"])
    table.rows = rows(model, naive)
    for part in LeadErrors.Part.allCases {
      guard let means = accuracy.means(part), let own = means.model.mase,
        let other = means.naive.mase
      else { continue }
      table.rows.append(row("MASE, \(phrase(part))", own, other, decimals: 3))
    }
    return [heading(report), "", table.rendered() + deciles(model), worse(accuracy), ""]
      .joined(separator: "\n")
  }

  private static func heading(_ report: FleetReport) -> String {
    let accuracy = report.accuracy
    var text =
      "\(NumberText.counted(accuracy.customers, "customer")),"
      + " \(NumberText.counted(accuracy.folds, "fold"))"
    if report.skipped > 0 { text += "; \(NumberText.grouped(report.skipped)) too short" }
    if report.failed > 0 { text += "; \(NumberText.grouped(report.failed)) failed" }
    return text
  }

  private static func rows(_ model: FleetMeasures, _ naive: FleetMeasures) -> [[String]] {
    let (own, other) = (model.means, naive.means)
    var rows: [[String]] = []
    if let a = own.mase, let b = other.mase { rows.append(row("MASE", a, b, decimals: 3)) }
    rows.append(row("sMAPE", own.smape, other.smape, decimals: 2))
    for (name, a, b) in [
      ("MAE, median", model.medianMAE, naive.medianMAE),
      ("RMSE, median", model.medianRMSE, naive.medianRMSE),
    ] {
      rows.append(row(name, a, b, decimals: min(4, NumberText.decimals(for: [a, b]))))
    }
    for (a, b) in zip(own.intervals, other.intervals) {
      let name = PredictionLevels.percent(a.level) + "%"
      rows.append([name + " interval covers", percent(a.coverage), percent(b.coverage), ""])
      if let a = a.msis, let b = b.msis {
        rows.append(row("MSIS of " + name, a, b, decimals: 2))
      }
    }
    return rows
  }

  private static func row(
    _ name: String, _ own: Double, _ other: Double, decimals: Int
  ) -> [String] {
    let ratio = other > 0 ? NumberText.fixed(own / other, decimals: 2) : ""
    return [name] + [own, other].map { NumberText.fixed($0, decimals: decimals) } + [ratio]
  }

  private static func phrase(_ part: LeadErrors.Part) -> String {
    switch part {
    case .short: "first third of the horizon"
    case .middle: "second third"
    case .long: "last third"
    }
  }

  private static func percent(_ share: Double) -> String {
    NumberText.fixed(share * 100, decimals: 1) + "%"
  }

  private static func deciles(_ model: FleetMeasures) -> String {
    let texts = model.maseDeciles.map { NumberText.fixed($0, decimals: 3) }
    guard texts.count == 3 else { return "" }
    return "\nMASE by customer: a tenth up to \(texts[0]), half up to \(texts[1]),"
      + " nine tenths up to \(texts[2])\n"
  }

  private static func worse(_ accuracy: FleetAccuracy) -> String {
    guard accuracy.customersWorse > 0 else { return "No customer is worse than the naive." }
    let share = Double(accuracy.customersWorse) / Double(accuracy.customers)
    let count = NumberText.grouped(accuracy.customersWorse)
    let verb = accuracy.customersWorse == 1 ? "is" : "are"
    let heading = "\(count) of them (\(percent(share))) \(verb) worse than the naive; the worst:"
    var table = TextTable(header: ["  customer", "MASE", "naive", "ratio"])
    table.rows = accuracy.worst.map { worse in
      let (model, naive) = (worse.measures.model, worse.measures.naive)
      return ["  " + worse.customer, number(model.mase), number(naive.mase)]
        + [NumberText.fixed(worse.measures.ratio, decimals: 2)]
    }
    var text = table.rendered()
    text.removeLast()
    return heading + "\n" + text
  }

  /// One customer: a row a fold, and all of them together.
  static func rendered(_ customer: String, _ result: CrossValidationResult) -> String {
    let times = TimestampText(writing: result.folds.map(\.cutoff))
    let levels = CrossValidation.levels.map { PredictionLevels.percent($0) + "%" }
    var table = TextTable(
      header: ["cutoff", "rows", "MASE", "naive", "ratio", "sMAPE", "MAE", "RMSE"] + levels)
    let folds = result.folds.map { (times.text(of: $0.cutoff), "\($0.rows)", $0.errors) }
    let sizes = folds.compactMap { $0.2.measures?.model.rmse }
    let decimals = min(4, NumberText.decimals(for: sizes))
    for (name, rows, errors) in folds + [("all", "", result.errors)] {
      table.rows.append([name, rows] + cells(errors.measures, decimals, levels.count))
    }
    let window = result.window
    let heading =
      "\(customer): \(NumberText.counted(result.folds.count, "fold")), horizon \(window.horizon), period"
      + " \(window.period), initial \(window.initial) (steps of \(result.interval.iso8601))"
    return heading + "\n\n" + table.rendered()
  }

  private static func cells(
    _ measures: ComparedMeasures?, _ decimals: Int, _ levels: Int
  ) -> [String] {
    guard let measures else { return Array(repeating: "-", count: 6 + levels) }
    let (model, naive) = (measures.model, measures.naive)
    return [number(model.mase), number(naive.mase)]
      + [NumberText.fixed(measures.ratio, decimals: 2)]
      + [NumberText.fixed(model.smape, decimals: 2)]
      + [model.mae, model.rmse].map { NumberText.fixed($0, decimals: decimals) }
      + model.intervals.map { percent($0.coverage) }
  }

  private static func number(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, decimals: 3) } ?? "-"
  }
}
