import FleetTraining
import ModelRegistry

/// What became of actuals, for people and as JSON.
struct ActualsReport {
  private let report: ActualsIntake.Report

  init(_ report: ActualsIntake.Report) { self.report = report }

  func text() -> String {
    let ahead = report.ahead.map(AheadText.sentence) ?? "nothing is ahead of the files"
    var notes: [String] = []
    if report.covered > 0 {
      notes.append("\(NumberText.grouped(report.covered)) in the files by now")
    }
    if report.unscored > 0 {
      notes.append("\(NumberText.grouped(report.unscored)) wait unscored")
    }
    if report.unknown > 0 {
      notes.append("\(NumberText.grouped(report.unknown)) of customers without a model dropped")
    }
    return ([ahead] + notes).joined(separator: "; ")
  }

  func json() throws -> String {
    try JSONText.of(
      Document(
        ahead: report.ahead.map(AheadDocument.init), covered: report.covered,
        unscored: report.unscored, unknown: report.unknown))
  }

  private struct Document: Encodable {
    let ahead: AheadDocument?
    let covered: Int
    let unscored: Int
    let unknown: Int
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
