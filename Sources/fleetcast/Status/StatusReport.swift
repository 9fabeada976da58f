import FleetTraining
import Foundation
import ModelRegistry
import PrintableText

/// One run and the fleet it left, for people and as JSON.
struct StatusReport {
  let run: RunRecord
  /// Whether the run is being worked on; one that is `running` without that was cut off.
  let isActive: Bool
  let failures: [FailureSummary]
  /// Why a night fitted models anew.
  let fitReasons: [FitReasonCount]
  /// Some of the customers with a model whose file was gone in this run.
  let missingExamples: [String]
  let freshness: Freshness
  /// Customers with a model whose file was gone when a run looked last; the first few by name.
  let missing: Int
  let missingNow: [String]
  let live: LiveAccuracy
  let staleAfter: Int64
  /// Milliseconds since 1970-01-01 UTC.
  let now: Int64

  /// - Throws: `RegistryError`, or `CommandFailure` where there is no such run.
  init(
    _ layout: TrainingLayout, _ registry: Registry, run number: Int?, staleAfter: Int64
  ) throws {
    let found =
      if let number { try registry.run(Int64(number)) } else { try registry.lastRun() }
    guard let found else {
      let which = number.map { "there is no run \($0)" } ?? "nothing has been trained yet"
      throw CommandFailure(status: .failed, message: "\(registry.path): \(which)")
    }
    isActive = found.state == .running ? Self.isRunActive(layout) : false
    // A run that ended between the two looks was not cut off.
    run = isActive ? found : try registry.run(found.id) ?? found
    failures = try registry.failures(of: found.id)
    fitReasons = try registry.fitReasons(of: found.id)
    missingExamples =
      found.counts.missing > 0 && found.state != .refused
      ? try registry.missingNames(in: found.id, limit: 3) : []
    freshness = try registry.freshness(staleAfter: staleAfter)
    missing = try registry.missingCount()
    missingNow = missing > 0 ? try registry.missingCustomers(limit: 3).map(\.customer) : []
    live = try LiveAccuracy(registry)
    self.staleAfter = staleAfter
    now = Int64(Date().timeIntervalSince1970 * 1000)
  }

  /// Of a lock that may not be looked at nothing is known, and the run is believed.
  private static func isRunActive(_ layout: TrainingLayout) -> Bool {
    do { return try layout.isRunActive() } catch { return true }
  }

  func text() -> String {
    ([heading, counts, night, progress, accuracy].compactMap { $0 } + failureLines + [data]
      + live.lines)
      .joined(separator: "\n")
  }

  private var heading: String {
    let end = isActive ? now : run.endedMilliseconds ?? run.updatedMilliseconds
    let length = DurationText.short(seconds: Double(end - run.startedMilliseconds) / 1000)
    let began = InstantText.utc(milliseconds: run.startedMilliseconds)
    let attempts = run.attempts > 1 ? " \(run.attempts) times" : ""
    var line = "Run \(run.id) (\(what)): \(state)\(attempts), began \(began), \(length)"
    if let message = run.message { line += "\n  \(message)" }
    return line
  }

  private var what: String {
    if let target = run.target { return "\(run.kind.rawValue) of run \(target)" }
    return "\(run.kind.rawValue) of \(run.dataPath)" + (run.stage.map { " to stage \($0)" } ?? "")
  }

  private var state: String {
    guard run.state == .running, !isActive else { return run.state.rawValue }
    return "cut off (the same command goes on)"
  }

  private var counts: String? {
    guard run.state != .refused else { return nil }
    let counts = run.counts
    var parts = [CountsText.of(run)]
    parts.append("\(NumberText.grouped(counts.failed)) failed")
    if counts.warned > 0 {
      parts.append("\(NumberText.grouped(counts.warned)) with warnings (see --warnings)")
    }
    if counts.left > 0 { parts.append("\(NumberText.grouped(counts.left)) to do") }
    return "  \(NumberText.counted(counts.customers, "customer")): " + parts.joined(separator: ", ")
  }

  private var night: String? {
    var parts: [String] = []
    if !fitReasons.isEmpty { parts.append("fitted anew: " + CountsText.of(fitReasons)) }
    if run.counts.missing > 0 {
      let names = missingExamples.listed(of: run.counts.missing)
      parts.append(
        "\(NumberText.grouped(run.counts.missing)) with a model but no file"
          + (missingExamples.isEmpty ? "" : " (\(names))"))
    }
    return parts.isEmpty ? nil : "  " + parts.joined(separator: "; ")
  }

  /// How far the run is, of the command that works on it now; nil where none does.
  var liveCounts: ProgressReport.Counts? {
    guard isActive else { return nil }
    return ProgressReport.Counts(
      done: run.counts.done, failed: run.counts.failed, total: run.counts.customers,
      doneBefore: run.doneBeforeSession)
  }

  /// Of that command, in seconds.
  var sessionSeconds: Double { max(0, Double(now - run.sessionStartedMilliseconds) / 1000) }

  private var progress: String? {
    liveCounts.map { "  now: " + ProgressReport.sentence($0, elapsed: sessionSeconds) }
  }

  private var accuracy: String? {
    var parts: [String] = []
    if let mase = run.accuracy.mase { parts.append("MASE " + NumberText.fixed(mase, decimals: 3)) }
    if let smape = run.accuracy.smape {
      parts.append("sMAPE \(NumberText.fixed(smape, decimals: 2))%")
    }
    if let coverage = run.accuracy.coverage80 {
      parts.append("80% intervals cover \(NumberText.fixed(coverage * 100, decimals: 0))%")
    }
    return parts.isEmpty ? nil : "  accuracy on held-back rows: " + parts.joined(separator: ", ")
  }

  private var failureLines: [String] {
    failures.flatMap { failure in
      ["  failed: \(failure.reason), \(NumberText.counted(failure.customers, "customer"))"]
        + failure.examples.map { "    \($0.customer): \($0.message)" }
    }
  }

  private var data: String {
    let customers = NumberText.counted(freshness.customers, "customer")
    guard let newest = freshness.newestTime else { return "No customer has a model." }
    let stale =
      freshness.stale == 0
      ? "none is stale" : "\(NumberText.grouped(freshness.stale)) stale (see --stale)"
    var line = "\(customers) with a model; newest row \(InstantText.row(newest)), \(stale)"
    if missing > 0 {
      line += ", \(NumberText.grouped(missing)) without a file"
      line += " (\(missingNow.listed(of: missing)); see --missing)"
    }
    return line
  }
}
