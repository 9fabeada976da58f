import GRDB

/// What a batch of outcomes adds to the counts of its run, or takes from them.
struct OutcomeTally {
  /// 1, or -1 where the outcomes are taken back.
  private let sign: Int
  private var counts = RunCounts()
  private var failures: [String: Int] = [:]
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
    case .trained: counts.trained += sign
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

  func apply(to run: Int64, at time: Int64, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE runs SET updated_ms = ?, trained = trained + ?, adopted = adopted + ?,
        failed = failed + ?, warned = warned + ?, placed = placed + ?,
        mase_sum = mase_sum + ?,
        mase_count = mase_count + ?, smape_sum = smape_sum + ?, smape_count = smape_count + ?,
        coverage_sum = coverage_sum + ?, coverage_count = coverage_count + ? WHERE id = ?
        """,
      arguments: [
        time, counts.trained, counts.adopted, counts.failed, counts.warned, counts.placed,
        mase.sum, mase.count, smape.sum, smape.count, coverage.sum, coverage.count, run,
      ])
    for (reason, customers) in failures {
      try database.execute(
        sql: """
          INSERT INTO failure_counts (run, reason, customers) VALUES (?, ?, ?)
          ON CONFLICT (run, reason) DO UPDATE SET customers = customers + excluded.customers
          """,
        arguments: [run, reason, customers])
    }
  }
}
