import ModelRegistry

extension StatusReport {
  func json() throws -> String { try JSONText.of(Document(self)) }

  private struct Document: Encodable {
    let run: Run
    /// Only of a run that is being worked on.
    let progress: Progress?
    let failures: [FailureSummary]
    let fitReasons: [FitReasonCount]
    /// Some of the customers with a model whose file was gone in this run.
    let missingExamples: [String]
    let fleet: Fleet
    let live: LiveAccuracy.Document

    init(_ report: StatusReport) {
      run = Run(report.run, isActive: report.isActive)
      progress = report.liveCounts.map { Progress($0, seconds: report.sessionSeconds) }
      failures = report.failures
      fitReasons = report.fitReasons
      missingExamples = report.missingExamples
      fleet = Fleet(
        customers: report.freshness.customers,
        newestTime: report.freshness.newestTime.map(InstantText.row),
        stale: report.freshness.stale, staleAfterSeconds: report.staleAfter,
        missing: report.missing, missingExamples: report.missingNow)
      live = report.live.document
    }
  }

  private struct Run: Encodable {
    let id: Int64
    let kind: RunKind
    /// Of a rollback or promotion: the run that it undid or brought in.
    let target: Int64?
    let stage: String?
    let state: RunState
    let active: Bool
    let data: String
    let started: String
    let ended: String?
    let seconds: Double
    /// How often it was refused; 1 of others.
    let attempts: Int
    let counts: RunCounts
    let accuracy: AccuracyRecord
    let message: String?

    init(_ record: RunRecord, isActive: Bool) {
      let end = record.endedMilliseconds ?? record.updatedMilliseconds
      id = record.id
      kind = record.kind
      target = record.target
      stage = record.stage
      state = record.state
      active = isActive
      data = record.dataPath
      started = InstantText.utc(milliseconds: record.startedMilliseconds)
      ended = record.endedMilliseconds.map(InstantText.utc)
      seconds = Double(end - record.startedMilliseconds) / 1000
      attempts = record.attempts
      counts = record.counts
      accuracy = record.accuracy
      message = record.message
    }
  }

  private struct Progress: Encodable {
    let done: Int
    let failed: Int
    let total: Int
    let perSecond: Double
    /// Nil before the first customers are done.
    let secondsLeft: Double?

    init(_ counts: ProgressReport.Counts, seconds: Double) {
      done = counts.done
      failed = counts.failed
      total = counts.total
      perSecond = seconds > 0 ? Double(done - counts.doneBefore) / seconds : 0
      secondsLeft = perSecond > 0 ? Double(total - done) / perSecond : nil
    }
  }

  private struct Fleet: Encodable {
    let customers: Int
    let newestTime: String?
    let stale: Int
    let staleAfterSeconds: Int64
    /// Customers with a model whose file was gone when a run looked last.
    let missing: Int
    let missingExamples: [String]
  }
}
