import Customers
import FileSystem
import GRDB

extension RegistryWriter {
  /// Records the outcomes of a batch, the archives that came of it and its scores, all or nothing.
  ///
  /// The archives are durable already: no outcome may stand without its archive.
  ///
  /// Of a customer that is withdrawn no archive is known afterwards. Nor has a customer whose archive
  /// was exchanged a control chart or scores ahead of its file: they were another model's.
  ///
  /// - Parameters:
  ///   - outcomes: Of customers that have no outcome in this run yet.
  ///   - scores: Of some of them, how the models that were replaced had foretold the new rows.
  ///   - run: The run's id.
  /// - Throws: `RegistryError`.
  /// - Complexity: O(*n* log *m*) for *n* outcomes and *m* customers.
  public func record(
    _ outcomes: [RecordedOutcome], scores: [RecordedScore] = [], in run: Int64
  ) async throws(RegistryError) {
    try await write { database, time in
      var tally = OutcomeTally()
      let insertOutcome = try database.cachedStatement(sql: Self.insertOutcome)
      let replaceArtifact = try database.cachedStatement(sql: Self.replaceArtifact)
      for recorded in outcomes {
        if let outcome = recorded.outcome {
          tally.add(outcome)
          insertOutcome.setUncheckedArguments(Self.arguments(outcome, run: run))
          try insertOutcome.execute()
          try Self.forgetJudgement(after: outcome, database)
        } else {
          tally.addUnchanged()
        }
        guard let artifact = recorded.artifact else { continue }
        replaceArtifact.setUncheckedArguments(Self.arguments(artifact, run: run))
        try replaceArtifact.execute()
      }
      try tally.apply(to: run, at: time, in: database)
      try Self.insert(scores, in: run, database)
    }
  }

  private static func forgetJudgement(
    after outcome: OutcomeRecord, _ database: Database
  ) throws {
    let tables: [String]
    switch outcome.status {
    case .restored, .promoted: tables = ["charts", "ahead_scores"]
    case .withdrawn: tables = ["charts", "ahead_scores", "artifacts"]
    case .trained, .updated, .kept, .adopted, .failed: return
    }
    for table in tables {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE customer = ?")
        .execute(arguments: [outcome.customer])
    }
  }

  private static let insertOutcome = """
    INSERT INTO outcomes (run, customer, status, reason, message, warnings, rows, duration_us,
    mase, smape, coverage80, attempt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static func arguments(_ outcome: OutcomeRecord, run: Int64) -> StatementArguments {
    let warnings = outcome.warnings.isEmpty ? nil : outcome.warnings.joined(separator: "\n")
    return [
      run, outcome.customer, outcome.status.rawValue, outcome.reason, outcome.message, warnings,
      outcome.rows, outcome.durationMicroseconds, outcome.accuracy.mase, outcome.accuracy.smape,
      outcome.accuracy.coverage80, outcome.attempt,
    ]
  }

  private static let replaceArtifact = """
    INSERT INTO artifacts (customer, version, source_size, source_mtime_ns, source_inode,
    source_digest, specification_digest, first_time, last_time, run)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (customer) DO UPDATE SET version = excluded.version,
    source_size = excluded.source_size, source_mtime_ns = excluded.source_mtime_ns,
    source_inode = excluded.source_inode, source_digest = excluded.source_digest,
    specification_digest = excluded.specification_digest, first_time = excluded.first_time,
    last_time = excluded.last_time, run = excluded.run
    """

  private static func arguments(_ artifact: ArtifactRecord, run: Int64) -> StatementArguments {
    [
      artifact.customer.text, artifact.version, artifact.source.sizeBytes,
      artifact.source.modifiedNanoseconds, Int64(bitPattern: artifact.source.inode),
      artifact.sourceDigest.bytes, artifact.specificationDigest.bytes, artifact.firstTime,
      artifact.lastTime, run,
    ]
  }
}
