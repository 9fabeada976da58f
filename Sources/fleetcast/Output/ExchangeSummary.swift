import FleetTraining
import ModelRegistry

/// What a rollback or promotion came to, for people, as JSON and as exit code.
struct ExchangeSummary {
  private let report: ExchangeReport
  private let hint: CommandHint

  init(_ report: ExchangeReport, _ hint: CommandHint) {
    self.report = report
    self.hint = hint
  }

  /// Prints it, and ends with what it came to.
  func show(_ settings: Settings) throws {
    if try settings.value(Catalogue.json, default: false) {
      try StandardOutput.write(line: try JSONText.of(Document(report)))
    } else if try isInterrupted || !settings.value(Catalogue.quiet, default: false) {
      StandardError.write(text)
    }
    if isInterrupted { throw ExitStatus.interrupted }
    let failed = report.run.counts.failed
    guard failed > 0 else { return }
    throw report.placed + report.withdrawn > 0 ? ExitStatus.someCustomersFailed : .failed
  }

  private var isInterrupted: Bool { report.run.state == .interrupted }

  /// Said of a promotion of models that the next night would take for ones of other options.
  static let otherOptions =
    "The next night fits these models anew unless it is given the same options: put them into fleetcast.yaml."

  var text: String {
    let target = report.run.target.map { "run \($0)" } ?? "a run"
    let isRollback = report.run.kind == .rollback
    if report.wasDone {
      return "\(target) has been \(isRollback ? "rolled back" : "promoted") before, by run"
        + " \(report.run.id); nothing was changed"
    }
    var line = "\(NumberText.counted(report.placed, "model")) put in place"
    if report.withdrawn > 0 { line += ", \(NumberText.grouped(report.withdrawn)) taken away" }
    line += isRollback ? ": as before \(target)" : ": those of \(target)"
    if report.isResumed { line += " (going on with run \(report.run.id))" }
    if isInterrupted {
      return ([line] + failureLines + RunSummary.ending(of: report.run, hint))
        .joined(separator: "\n")
    }
    line += "\nThis is run \(report.run.id): \(hint("runs rollback \(report.run.id)")) undoes it."
    if report.changesSpecification { line += "\n" + Self.otherOptions }
    return ([line] + failureLines).joined(separator: "\n")
  }

  private var failureLines: [String] {
    report.failures.flatMap { failure in
      ["  not done: \(failure.reason), \(NumberText.counted(failure.customers, "customer"))"]
        + failure.examples.map { "    \($0.customer): \($0.message)" }
    }
  }

  private struct Document: Encodable {
    let run: Int64
    let kind: RunKind
    let target: Int64?
    let state: RunState
    let wasDone: Bool
    let resumed: Bool
    let placed: Int
    let withdrawn: Int
    let failed: Int
    /// Customers that the same command goes on with.
    let left: Int
    let changesSpecification: Bool
    let failures: [FailureSummary]

    init(_ report: ExchangeReport) {
      run = report.run.id
      kind = report.run.kind
      target = report.run.target
      state = report.run.state
      wasDone = report.wasDone
      resumed = report.isResumed
      placed = report.placed
      withdrawn = report.withdrawn
      failed = report.run.counts.failed
      left = report.run.counts.left
      changesSpecification = report.changesSpecification
      failures = report.failures
    }
  }
}
