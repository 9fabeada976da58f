import FleetTraining
import ModelRegistry
import PrintableText

/// What became of actuals, for people and as JSON.
struct ActualsReport {
  private let report: ActualsIntake.Report

  init(_ report: ActualsIntake.Report) { self.report = report }

  func text() -> String {
    var lines = [report.ahead.map(AheadText.sentence) ?? "nothing is ahead of the files"]
    if report.unscored > 0 {
      lines.append(
        "  \(NumberText.grouped(report.unscored)) wait for models that cannot be read now")
    }
    return (lines + dropped.map { "  " + $0.text }).joined(separator: "\n")
  }

  func json() throws -> String {
    try JSONText.of(
      Document(
        ahead: report.ahead.map(AheadDocument.init), unscored: report.unscored, dropped: dropped))
  }

  /// In the order in which the reasons are documented.
  private var dropped: [Dropped] {
    DroppedActuals.Reason.allCases.compactMap { reason in
      report.dropped[reason].map { Dropped(reason, $0) }
    }
  }

  private struct Document: Encodable {
    let ahead: AheadDocument?
    let unscored: Int
    let dropped: [Dropped]
  }

  private struct Dropped: Encodable {
    let reason: String
    let actuals: Int
    let customers: Int
    let examples: [String]

    init(_ reason: DroppedActuals.Reason, _ dropped: DroppedActuals) {
      self.reason = reason.rawValue
      actuals = dropped.actuals
      customers = dropped.customers
      examples = dropped.examples
    }

    var text: String {
      "\(NumberText.grouped(actuals)) dropped: \(reason) (\(examples.listed(of: customers)))"
    }
  }
}
/// How the models do on what is ahead of the files, for people.
enum AheadText {
  static func sentence(_ score: AheadScore) -> String {
    let mase = score.mase.map { "MASE \(NumberText.fixed($0, decimals: 3)), " } ?? ""
    return "\(NumberText.counted(score.values, "row")) of"
      + " \(NumberText.counted(score.customers, "customer")) ahead of the files,"
      + " up to \(InstantText.row(score.lastTime)): \(mase)"
      + "80% intervals cover \(NumberText.fixed(100 * score.coverage80, decimals: 0))%"
  }
}

/// The same as JSON.
struct AheadDocument: Encodable {
  let customers: Int
  let values: Int
  let mase: Double?
  let coverage80: Double
  let lastTime: String

  init(_ score: AheadScore) {
    customers = score.customers
    values = score.values
    mase = score.mase
    coverage80 = score.coverage80
    lastTime = InstantText.row(score.lastTime)
  }
}
