import ModelRegistry

/// What became of one customer in every run whose outcomes are kept, the newest first.
struct CustomerHistory {
  let registry: Registry
  let customer: String

  /// One line a run: `run  began  outcome  words`, or one JSON object.
  ///
  /// - Throws: `CommandFailure` where no run knows the customer.
  func print(json: Bool) throws {
    let history = try registry.history(of: customer)
    guard !history.isEmpty else {
      throw CommandFailure(
        status: .failed, message: "\(registry.path): no run knows the customer '\(customer)'")
    }
    for entry in history {
      let line = Line(entry)
      try StandardOutput.write(line: json ? try JSONText.of(line) : line.text)
    }
  }

  private struct Line: Encodable {
    let run: Int64
    let began: String
    let outcome: OutcomeStatus
    let reason: String?
    let message: String?
    let warnings: [String]
    let rows: Int
    let attempt: Int
    let milliseconds: Double
    let accuracy: AccuracyRecord

    init(_ entry: HistoryEntry) {
      run = entry.run
      began = InstantText.utc(milliseconds: entry.startedMilliseconds)
      outcome = entry.outcome.status
      reason = entry.outcome.reason
      message = entry.outcome.message
      warnings = entry.outcome.warnings
      rows = entry.outcome.rows
      attempt = entry.outcome.attempt
      milliseconds = Double(entry.outcome.durationMicroseconds) / 1000
      accuracy = entry.outcome.accuracy
    }

    var text: String {
      let words =
        switch outcome {
        case .failed, .restored, .withdrawn, .promoted: [reason, message].compactMap { $0 }
        case .trained, .updated, .kept, .adopted:
          [NumberText.counted(rows, "row")] + [reason].compactMap { $0 }
            + warnings.map(WarningText.sentence)
        }
      return (["\(run)", began, outcome.rawValue] + words).joined(separator: "\t")
    }
  }
}
