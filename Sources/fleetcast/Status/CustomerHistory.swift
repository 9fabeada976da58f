import Customers
import FleetTraining
import ModelRegistry

/// What became of one customer night by night, the newest first: in every run whose outcomes are kept,
/// and in the nights among the last thirty runs that left it as it was.
struct CustomerHistory {
  private static let runsWithoutOutcome = 30

  let registry: Registry
  let customer: String

  /// One line a run: `run  began  outcome  words`, or one JSON object.
  ///
  /// - Throws: `CommandFailure` where no run knows the customer.
  func print(json: Bool) throws {
    let lines = try lines()
    guard !lines.isEmpty else {
      throw CommandFailure(
        status: .failed, message: "\(registry.path): no run knows the customer '\(customer)'")
    }
    for line in lines { try StandardOutput.write(line: json ? try JSONText.of(line) : line.text) }
  }

  private func lines() throws -> [Line] {
    let outcomes = try registry.history(of: customer)
    // What is no ID may be a file with a bad name, which has a history too.
    let id = try? CustomerID(customer)
    let hasModel = try id.flatMap { try registry.artifact(of: $0) } != nil
    guard !outcomes.isEmpty || hasModel else { return [] }
    let scores = Dictionary(
      uniqueKeysWithValues: try registry.scores(of: customer).map { ($0.run, $0.score) })
    let known = Set(outcomes.map(\.run))
    // Before its first outcome there may have been no such customer.
    let first = outcomes.last?.run ?? 0
    let absences = try registry.absences(of: customer)
    let quiet = try registry.runs(limit: Self.runsWithoutOutcome)
      .filter { $0.id > first && !known.contains($0.id) }
      .compactMap { run in
        QuietNight(run, isMissing: absences.contains { $0.contains(run.id) })
          .map { Line(run, $0) }
      }
    let lineage = RunLineage(try registry.runs(since: first))
    let told = outcomes.map {
      Line($0, live: scores[$0.run], undoneBy: lineage.rollback(of: $0.run))
    }
    return (told + quiet).sorted { $0.run > $1.run }
  }

  private struct Line: Encodable {
    let run: Int64
    let began: String
    let outcome: String
    let reason: String?
    let message: String?
    let warnings: [String]
    let rows: Int?
    let attempt: Int?
    let milliseconds: Double?
    let accuracy: AccuracyRecord?
    /// How the model before foretold the rows that were new in the run.
    let live: LiveDocument?
    /// The rollback that has brought back what stood before the run.
    let undoneBy: Int64?

    init(_ entry: HistoryEntry, live score: ScoreRecord?, undoneBy: Int64?) {
      run = entry.run
      began = InstantText.utc(milliseconds: entry.startedMilliseconds)
      outcome = entry.outcome.status.rawValue
      reason = entry.outcome.reason
      message = entry.outcome.message
      warnings = entry.outcome.warnings
      rows = entry.outcome.rows
      attempt = entry.outcome.attempt
      milliseconds = Double(entry.outcome.durationMicroseconds) / 1000
      accuracy = entry.outcome.accuracy
      live = score.map(LiveDocument.init)
      self.undoneBy = undoneBy
    }

    init(_ run: RunRecord, _ night: QuietNight) {
      self.run = run.id
      began = InstantText.utc(milliseconds: run.startedMilliseconds)
      outcome = night.rawValue
      reason = nil
      message = night.message
      warnings = []
      (rows, attempt, milliseconds, accuracy, live, undoneBy) = (nil, nil, nil, nil, nil, nil)
    }

    var text: String {
      let facts = rows.flatMap { $0 > 0 ? NumberText.counted($0, "row") : nil }
      let words =
        [facts, reason, message].compactMap { $0 } + warnings.map(WarningText.sentence)
        + [live?.text, undoneBy.map { "undone by run \($0)" }].compactMap { $0 }
      return (["\(run)", began, outcome.replacing("_", with: " ")] + words)
        .joined(separator: "\t")
    }
  }
}

/// What a night was to a customer that has no outcome of it.
private enum QuietNight: String {
  case unchanged
  case missing
  case notReached = "not_reached"

  /// Nil of a run that is no night, or began nothing.
  init?(_ run: RunRecord, isMissing: Bool) {
    guard run.kind == .retrain, run.stage == nil else { return nil }
    switch run.state {
    case .refused, .abandoned: return nil
    case .finished: self = isMissing ? .missing : .unchanged
    case .running, .failed, .interrupted, .deadline, .partial:
      self = isMissing ? .missing : .notReached
    }
  }

  var message: String? {
    switch self {
    case .unchanged: nil
    case .missing: "its file is gone; the model is kept"
    case .notReached: "unchanged, or the run ended before it"
    }
  }
}

/// A customer's live score of one night.
private struct LiveDocument: Encodable {
  let rows: Int
  let mae: Double
  let mase: Double?
  let bias: Double
  let coverage80: Double

  init(_ score: ScoreRecord) {
    rows = score.values
    mae = score.mae
    mase = score.mase
    bias = score.bias
    coverage80 = score.coverage80
  }

  var text: String {
    let error =
      mase.map { "MASE \(NumberText.fixed($0, decimals: 3))" }
      ?? "MAE \(NumberText.fixed(mae, decimals: NumberText.decimals(for: [mae])))"
    let bias = NumberText.fixed(bias, decimals: NumberText.decimals(for: [bias]))
    let covered = NumberText.fixed(100 * coverage80, decimals: 0)
    return "live: \(error), bias \(bias), 80% covers \(covered)%"
  }
}
