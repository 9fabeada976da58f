import FleetTraining
import ModelRegistry

/// What a rollback or promotion came to, for people, as JSON and as exit code.
struct ExchangeSummary {
  private let report: ExchangeReport

  init(_ report: ExchangeReport) { self.report = report }

  /// Prints it, and ends with what it came to.
  func show(_ settings: Settings) throws {
    if try settings.value(Catalogue.json, default: false) {
      try StandardOutput.write(line: try JSONText.of(Document(report)))
    } else if try !settings.value(Catalogue.quiet, default: false) {
      StandardError.write(text)
    }
    let failed = report.run.counts.failed
    guard failed > 0 else { return }
    throw report.placed + report.withdrawn > 0 ? ExitStatus.someCustomersFailed : .failed
  }

  var text: String {
    let target = report.run.target.map { "run \($0)" } ?? "a run"
    var line: String
    switch report.run.kind {
    case .rollback where report.wasDone:
      return "\(target) has been rolled back before, by run \(report.run.id); nothing was changed"
    case .promote where report.wasDone:
      return "\(target) has been promoted before, by run \(report.run.id); nothing was changed"
    case .rollback:
      line = "\(NumberText.counted(report.placed, "customer")) as before \(target)"
      if report.withdrawn > 0 {
        line +=
          ", \(NumberText.grouped(report.withdrawn)) without a model again: they had none before it"
      }
    case .promote, .train, .retrain:
      line = "\(NumberText.counted(report.placed, "customer")) promoted from \(target)"
    }
    if report.isResumed { line += " (going on with run \(report.run.id))" }
    line += "\nThis is run \(report.run.id): 'fleetcast runs rollback \(report.run.id)' undoes it."
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
      failures = report.failures
    }
  }
}
