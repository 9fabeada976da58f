import GRDB

/// How long the scores of single customers are kept.
///
/// A fleet's own score of a run is one row and is kept as long as the run's; so is each customer's
/// control chart.
public struct ScoreRetention: Hashable, Sendable {
  /// The most nights whose scores are kept.
  public var nights = 60
  /// The most scores that are kept in all.
  public var scores = 5_000_000
  /// So many of the newest nights keep theirs whatever their number.
  public var nightsAlwaysKept = 2

  public init() {}
}

extension RegistryWriter {
  /// Forgets customers' scores of old nights.
  ///
  /// One short transaction after the other, so that readers are not kept waiting.
  ///
  /// - Parameter retention: What is kept.
  /// - Throws: `RegistryError`.
  public func forgetOldScores(
    keeping retention: ScoreRetention = ScoreRetention()
  ) async throws(RegistryError) {
    let old = try await write { database, _ in try Self.oldNights(retention, in: database) }
    for run in old {
      while try await forgetSomeScores(of: run) {}
    }
  }

  private static func oldNights(
    _ retention: ScoreRetention, in database: Database
  ) throws -> [Int64] {
    let nights = try Row.fetchAll(
      database,
      sql: """
        SELECT run, customers FROM run_scores
        WHERE EXISTS (SELECT 1 FROM scores WHERE scores.run = run_scores.run) ORDER BY run DESC
        """)
    var scores = 0
    let kept = nights.enumerated().prefix { place, night in
      scores += night["customers"]
      return place < retention.nights
        && (place < retention.nightsAlwaysKept || scores <= retention.scores)
    }
    return nights.dropFirst(kept.count).map { $0["run"] }
  }

  /// False when nothing was left.
  private func forgetSomeScores(of run: Int64) async throws(RegistryError) -> Bool {
    try await write { database, _ in
      try database.execute(
        sql: """
          DELETE FROM scores WHERE run = ? AND customer IN
          (SELECT customer FROM scores WHERE run = ? ORDER BY customer LIMIT 20000)
          """, arguments: [run, run])
      return database.changesCount > 0
    }
  }
}
