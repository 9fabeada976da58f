import FleetTraining
import ModelRegistry

/// One run as `runs list` shows it.
struct RunLine: Encodable {
  let run: Int64
  let kind: RunKind
  /// Of a rollback: the run that it undid; of a promotion: the run that it brought in.
  let target: Int64?
  let stage: String?
  let began: String
  /// To its end, or to the last outcome.
  let seconds: Double
  let state: String
  /// How often it was refused; 1 of others.
  let attempts: Int
  let counts: RunCounts
  let canBeRolledBack: Bool
  /// The rollback that undid it.
  let rolledBackBy: Int64?
  let previousBytes: Int64

  init(_ entry: RunHistory.Entry) {
    let record = entry.run
    let end = record.endedMilliseconds ?? record.updatedMilliseconds
    run = record.id
    kind = record.kind
    target = record.target
    stage = record.stage
    began = InstantText.utc(milliseconds: record.startedMilliseconds)
    seconds = Double(end - record.startedMilliseconds) / 1000
    state = record.state == .running && !entry.isActive ? "cut_off" : record.state.rawValue
    attempts = record.attempts
    counts = record.counts
    canBeRolledBack = entry.canBeRolledBack
    rolledBackBy = entry.undoneBy
    previousBytes = entry.previousBytes
  }

  static func table(_ lines: [RunLine]) -> String {
    var table = TextTable(header: [
      "run", "kind", "began", "took", "state", "customers", "failed", "previous", "rollback",
    ])
    table.leftColumns = [1, 2, 4, 8]
    table.rows = lines.map(\.cells)
    return table.rendered()
  }

  private var cells: [String] {
    [
      "\(run)", what, began, DurationText.short(seconds: seconds),
      state.replacing("_", with: " ") + (attempts > 1 ? " \(attempts) times" : ""),
      NumberText.grouped(counts.customers),
      NumberText.grouped(counts.failed), previousBytes > 0 ? ByteText.short(previousBytes) : "-",
      rolledBackBy.map { "undone by \($0)" } ?? (canBeRolledBack ? "possible" : "-"),
    ]
  }

  private var what: String {
    switch kind {
    case .train, .retrain: kind.rawValue + (stage.map { " to stage \($0)" } ?? "")
    case .rollback, .promote: kind.rawValue + (target.map { " of \($0)" } ?? "")
    }
  }
}
