import FleetTraining
import ModelRegistry
import PrintableText

/// What a run came to, for people, as JSON and as exit code.
struct RunSummary {
  let report: RunReport
  private let hint: CommandHint

  init(_ report: RunReport, _ hint: CommandHint) {
    self.report = report
    self.hint = hint
  }

  func exitStatus(allowsFailures: Bool) -> ExitStatus {
    let counts = report.run.counts
    switch report.run.state {
    case .interrupted: return .interrupted
    case .finished: break
    case .deadline: return .deadline
    case .running, .failed, .partial, .refused, .abandoned: return .failed
    }
    if counts.failed == 0 || allowsFailures { return .done }
    return counts.failed == counts.customers ? .failed : .someCustomersFailed
  }

  func text() -> String {
    let counts = report.run.counts
    let seconds = report.duration / .seconds(1)
    var line = CountsText.of(report.run, counted: "customer")
    if counts.failed > 0 { line += ", \(NumberText.grouped(counts.failed)) failed" }
    if report.isResumed {
      line += "; of these \(NumberText.grouped(report.customersDone)) now, going on with run"
      line += " \(report.run.id),"
    }
    line += " in \(DurationText.short(seconds: seconds))"
    if report.customersDone > 0 {
      line += " (\(NumberText.grouped(Int(report.customersPerSecond.rounded())))/s)"
    }
    if counts.warned > 0 { line += "; \(NumberText.grouped(counts.warned)) with warnings" }
    let ending = Self.ending(of: report.run, hint)
    return ([line] + nightlyLines + failureLines + ending).joined(separator: "\n")
  }

  /// What is left, and who goes on with it; nothing where that is plain.
  static func ending(of run: RunRecord, _ hint: CommandHint) -> [String] {
    let left = NumberText.counted(run.counts.left, "customer")
    switch run.state {
    case .interrupted where run.counts.left == 0:
      return ["Interrupted when every customer was done; nothing is left."]
    case .interrupted: return ["Interrupted with \(left) left; the same command goes on with them."]
    case .deadline:
      let next =
        run.kind == .retrain
        ? "the next night begins with the oldest models" : "the same command goes on with them"
      return ["The deadline was reached with \(left) left; \(next)."]
    case .finished:
      return run.stage.map {
        ["The served models are untouched: \(hint("runs promote \($0)")) brings these in."]
      } ?? []
    case .running, .failed, .partial, .refused, .abandoned: return []
    }
  }

  private var nightlyLines: [String] {
    var lines: [String] = []
    if !report.fitReasons.isEmpty {
      lines.append("  fitted anew: " + CountsText.of(report.fitReasons))
    }
    if report.run.counts.missing > 0 {
      let customers = NumberText.counted(report.run.counts.missing, "customer")
      let examples = report.missingExamples.listed(of: report.run.counts.missing)
      lines.append("  \(customers) with a model but no file, kept: \(examples)")
    }
    return lines
  }

  private var failureLines: [String] {
    guard !report.failures.isEmpty else { return [] }
    let lines = report.failures.flatMap { failure in
      ["  \(failure.reason): \(NumberText.grouped(failure.customers))"]
        + failure.examples.map { "    \($0.customer): \($0.message)" }
    }
    return lines + ["All of them: \(hint("status --failed"))"]
  }

  func json() throws -> String { try JSONText.of(Document(report)) }

  private struct Document: Encodable {
    let run: Int64
    let state: RunState
    let resumed: Bool
    let stage: String?
    let customers: Int
    /// Customers without an outcome, as after a deadline.
    let left: Int
    let trained: Int
    let updated: Int
    let kept: Int
    let unchanged: Int
    let failed: Int
    let warned: Int
    /// Customers with a model whose file is gone.
    let missing: Int
    let fitReasons: [FitReasonCount]
    /// Customers that got an outcome in this session, which `seconds` is of.
    let doneNow: Int
    let seconds: Double
    let customersPerSecond: Double
    let workerPeakMemoryBytes: Int
    let accuracy: AccuracyRecord
    let failures: [FailureSummary]

    init(_ report: RunReport) {
      let counts = report.run.counts
      run = report.run.id
      state = report.run.state
      resumed = report.isResumed
      stage = report.run.stage
      left = counts.left
      customers = counts.customers
      trained = counts.trained + counts.adopted
      updated = counts.updated
      kept = counts.kept
      unchanged = counts.unchanged
      failed = counts.failed
      warned = counts.warned
      missing = counts.missing
      fitReasons = report.fitReasons
      doneNow = report.customersDone
      seconds = report.duration / .seconds(1)
      customersPerSecond = report.customersPerSecond
      workerPeakMemoryBytes = report.workerPeakBytes
      accuracy = report.run.accuracy
      failures = report.failures
    }
  }
}
