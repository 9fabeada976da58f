import GRDB

/// What a batch of outcomes adds to the counts of its run, or takes from them.
struct OutcomeTally {
  /// 1, or -1 where the outcomes are taken back.
  private let sign: Int
  private var counts = RunCounts()
  private var failures: [String: Int] = [:]
  private var fits: [String: Int] = [:]
  private var mase = Mean()
  private var smape = Mean()
  private var coverage = Mean()

  private struct Mean {
    var sum = 0.0
    var count = 0

    mutating func add(_ value: Double?, _ sign: Int) {
      guard let value else { return }
      sum += Double(sign) * value
      count += sign
    }
  }

  init(sign: Int = 1) { self.sign = sign }

  mutating func add(_ outcome: OutcomeRecord) {
    switch outcome.status {
    case .trained:
      counts.trained += sign
      if let reason = outcome.reason { fits[reason, default: 0] += sign }
    case .updated: counts.updated += sign
    case .kept: counts.kept += sign
    case .adopted: counts.adopted += sign
    case .restored, .withdrawn, .promoted: counts.placed += sign
    case .failed:
      counts.failed += sign
      failures[outcome.reason ?? "unknown", default: 0] += sign
    }
    if outcome.status != .failed, !outcome.warnings.isEmpty { counts.warned += sign }
    mase.add(outcome.accuracy.mase, sign)
    smape.add(outcome.accuracy.smape, sign)
    coverage.add(outcome.accuracy.coverage80, sign)
  }

  /// A customer whose file is that of its model.
  mutating func addUnchanged() { counts.unchanged += sign }

  func apply(to run: Int64, at time: Int64, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE runs SET updated_ms = ?, trained = trained + ?, updated = updated + ?,
        kept = kept + ?, adopted = adopted + ?, failed = failed + ?, placed = placed + ?,
        unchanged = unchanged + ?, warned = warned + ?, mase_sum = mase_sum + ?,
        mase_count = mase_count + ?, smape_sum = smape_sum + ?, smape_count = smape_count + ?,
        coverage_sum = coverage_sum + ?, coverage_count = coverage_count + ? WHERE id = ?
        """,
      arguments: [
        time, counts.trained, counts.updated, counts.kept, counts.adopted, counts.failed,
        counts.placed, counts.unchanged, counts.warned, mase.sum, mase.count, smape.sum,
        smape.count, coverage.sum, coverage.count, run,
      ])
    try Self.add(failures, to: "failure_counts", of: run, in: database)
    try Self.add(fits, to: "fit_counts", of: run, in: database)
  }

  private static func add(
    _ counts: [String: Int], to table: String, of run: Int64, in database: Database
  ) throws {
    for (reason, customers) in counts {
      try database.execute(
        sql: """
          INSERT INTO \(table) (run, reason, customers) VALUES (?, ?, ?)
          ON CONFLICT (run, reason) DO UPDATE SET customers = customers + excluded.customers
          """,
        arguments: [run, reason, customers])
    }
  }
}
