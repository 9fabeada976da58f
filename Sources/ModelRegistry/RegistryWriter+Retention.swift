import GRDB

/// How long outcomes are kept.
///
/// A run's own row, with its counts and reasons of failure, is kept for good: it is small. The
/// outcomes of its customers are what grows.
public struct OutcomeRetention: Hashable, Sendable {
  /// The most runs whose outcomes are kept.
  public var runs = 30
  /// The most outcomes that are kept in all.
  public var outcomes = 5_000_000
  /// So many of the newest runs keep theirs whatever their number.
  public var runsAlwaysKept = 2

  public init() {}
}

extension RegistryWriter {
  /// Forgets the outcomes of old runs; those among them that were unfinished are given up.
  ///
  /// One short transaction after the other, so that readers are not kept waiting.
  ///
  /// - Parameter retention: What is kept.
  /// - Returns: The runs whose outcomes were forgotten now.
  /// - Throws: `RegistryError`.
  @discardableResult
  public func forgetOldOutcomes(
    keeping retention: OutcomeRetention = OutcomeRetention()
  ) async throws(RegistryError) -> [Int64] {
    let old = try await write { database, _ in try Self.oldRuns(retention, in: database) }
    for run in old {
      while try await forgetSome(of: run) {}
    }
    return old
  }

  private static func oldRuns(
    _ retention: OutcomeRetention, in database: Database
  ) throws -> [Int64] {
    let runs = try Row.fetchAll(
      database,
      sql: """
        SELECT id, trained + updated + kept + adopted + failed + placed AS done,
        EXISTS (SELECT 1 FROM outcomes WHERE run = runs.id) AS has_outcomes
        FROM runs ORDER BY id DESC
        """)
    var kept = 0
    var outcomes = 0
    var old: [Int64] = []
    for run in runs where run["has_outcomes"] {
      outcomes += run["done"]
      let isKept =
        old.isEmpty && kept < retention.runs
        && (kept < retention.runsAlwaysKept || outcomes <= retention.outcomes)
      if isKept { kept += 1 } else { old.append(run["id"]) }
    }
    return old
  }

  /// False when nothing was left.
  private func forgetSome(of run: Int64) async throws(RegistryError) -> Bool {
    try await write { database, _ in
      try database.execute(
        sql: """
          UPDATE runs SET state = 'abandoned', message = 'its outcomes are no longer kept'
          WHERE id = ? AND state NOT IN ('finished', 'abandoned')
          """, arguments: [run])
      try database.execute(
        sql: """
          DELETE FROM outcomes WHERE run = ? AND customer IN
          (SELECT customer FROM outcomes WHERE run = ? ORDER BY customer LIMIT 20000)
          """, arguments: [run, run])
      return database.changesCount > 0
    }
  }
}
