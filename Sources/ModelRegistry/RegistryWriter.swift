import GRDB

/// The one writer of a registry; its owner holds the run's lock.
///
/// Every call is one transaction that is on disk when it returns.
public struct RegistryWriter: Sendable {
  /// The same registry, for questions.
  public let registry: Registry
  let now: @Sendable () -> Int64

  /// Opens the registry, creates it where there is none, and brings its tables up to date.
  ///
  /// - Parameters:
  ///   - path: Of the SQLite file; its folder exists.
  ///   - lockTimeout: How long to wait for another program's lock, in seconds.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  /// - Throws: `RegistryError` where it cannot be written or a newer fleetcast has written it.
  public init(
    path: String, lockTimeout: Double = 5, now: @escaping @Sendable () -> Int64
  ) throws(RegistryError) {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(lockTimeout)
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try Self.checkJournal(of: database, path: path)
      let migrator = RegistrySchema.migrator
      if try database.read(migrator.hasBeenSuperseded) {
        throw RegistryError.newerSchema(path: path)
      }
      try migrator.migrate(database)
      registry = Registry(path: path, database: database)
      self.now = now
    } catch {
      throw Self.openingError(error, path: path)
    }
  }

  // A failed switch to the log leaves SQLite in its old mode without a word, in which every commit
  // would keep readers out.
  private static func checkJournal(of database: DatabaseQueue, path: String) throws {
    let mode = try database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    guard mode == "wal" else { throw RegistryError.noWriteAheadLog(path: path) }
  }

  // A folder in which no file can be made looks to SQLite like a file that cannot be opened.
  private static func openingError(_ error: any Error, path: String) -> RegistryError {
    guard let error = error as? DatabaseError, error.resultCode == .SQLITE_CANTOPEN else {
      return RegistryError(error, path: path)
    }
    return .readOnly(path: path)
  }

  /// Starts a run; whatever run was still `running` is dead and becomes `interrupted`.
  ///
  /// - Parameter run: What is known of it beforehand.
  /// - Returns: The new run, `running`.
  /// - Throws: `RegistryError`.
  public func begin(_ run: NewRun) async throws(RegistryError) -> RunRecord {
    try await write { database, time in
      try Self.interruptDeadRuns(database)
      let id = try Self.insert(run, as: .running, at: time, database)
      if let missing = run.missingCustomers { try Self.note(missing, in: id, database) }
      return try Registry.run(id, in: database)
    }
  }

  /// Records a run that was refused before anything was begun.
  ///
  /// Nobody is missing by its word: what was refused was most likely a wrong folder.
  ///
  /// Refused again for the same reason within six hours, as service managers try, it is the same run with
  /// one attempt more.
  ///
  /// - Parameters:
  ///   - run: What is known of it.
  ///   - message: Why.
  /// - Throws: `RegistryError`.
  public func refuse(_ run: NewRun, message: String) async throws(RegistryError) {
    try await write { database, time in
      try Self.interruptDeadRuns(database)
      let id: Int64
      if let last = try Self.lastRefusal(
        of: run, message, after: time - Self.refusalsApart, database)
      {
        id = last
        try database.execute(
          sql: """
            UPDATE runs SET attempts = attempts + 1, session_started_ms = ?, updated_ms = ?,
            missing = ? WHERE id = ?
            """, arguments: [time, time, run.missing, id])
      } else {
        id = try Self.insert(run, as: .refused, at: time, database)
      }
      try database.execute(
        sql: "UPDATE runs SET ended_ms = ?, message = ? WHERE id = ?",
        arguments: [time, message, id])
    }
  }

  /// What is refused later than that belongs to another night.
  private static let refusalsApart: Int64 = 6 * 3_600_000

  /// The newest run, where it is the same one refused for the same reason.
  private static func lastRefusal(
    of run: NewRun, _ message: String, after time: Int64, _ database: Database
  ) throws -> Int64? {
    try Int64.fetchOne(
      database,
      sql: """
        SELECT id FROM runs WHERE id = (SELECT MAX(id) FROM runs) AND state = 'refused'
        AND identity = ? AND message = ? AND ended_ms >= ?
        """, arguments: [run.identity, message, time])
  }

  private static func insert(
    _ run: NewRun, as state: RunState, at time: Int64, _ database: Database
  ) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO runs (identity, kind, data_path, options, started_ms, updated_ms,
        session_started_ms, state, customers, unchanged, missing, done_before_session, target,
        stage) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.identity, run.kind.rawValue, run.dataPath, run.options, time, time, time,
        state.rawValue, run.customers, run.unchanged, run.missing, run.unchanged, run.target,
        run.stage,
      ])
    return database.lastInsertedRowID
  }

  /// Goes on with an unfinished run, or with the failures of a finished one.
  ///
  /// - Parameters:
  ///   - run: Its id.
  ///   - customers: How many customers it has now, those with an outcome included.
  ///   - unchanged: How many of them are known to be unchanged.
  ///   - forgettingFailures: Whether its failed customers have no outcome from now on.
  /// - Returns: The run, `running` again; its start stays what it was.
  /// - Throws: `RegistryError`.
  public func resume(
    _ run: Int64, customers: Int, unchanged: Int = 0, forgettingFailures: Bool = false
  ) async throws(RegistryError) -> RunRecord {
    try await write { database, time in
      try Self.interruptDeadRuns(database)
      if forgettingFailures { try Self.forgetFailures(of: run, database) }
      try database.execute(
        sql: """
          UPDATE runs SET state = 'running', ended_ms = NULL, message = NULL, updated_ms = ?,
          session_started_ms = ?, customers = ?, unchanged = ?,
          done_before_session = trained + updated + kept + adopted + failed + placed + ?
          WHERE id = ?
          """,
        arguments: [time, time, customers, unchanged, unchanged, run])
      return try Registry.run(run, in: database)
    }
  }

  /// Ends a run.
  ///
  /// - Parameters:
  ///   - run: Its id.
  ///   - state: How it ended; not `running`.
  ///   - message: Why, where that needs words.
  /// - Throws: `RegistryError`.
  public func end(
    _ run: Int64, as state: RunState, message: String? = nil
  ) async throws(RegistryError) {
    try await write { database, time in
      try database.execute(
        sql: "UPDATE runs SET state = ?, ended_ms = ?, updated_ms = ?, message = ? WHERE id = ?",
        arguments: [state.rawValue, time, time, message, run])
    }
  }

  /// Ends a rollback or promotion, whose customers are those that have an outcome: whole, or partial
  /// where some of them failed.
  ///
  /// - Parameter run: Its id.
  /// - Throws: `RegistryError`.
  public func complete(_ run: Int64) async throws(RegistryError) {
    try await write { database, time in
      try database.execute(
        sql: """
          UPDATE runs SET state = CASE failed WHEN 0 THEN 'finished' ELSE 'partial' END,
          ended_ms = ?, updated_ms = ?, message = CASE failed WHEN 0 THEN NULL ELSE
          failed || ' not done; the same command tries again' END,
          customers = trained + updated + kept + adopted + failed + placed WHERE id = ?
          """, arguments: [time, time, run])
    }
  }

  private static func forgetFailures(of run: Int64, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM outcomes WHERE run = ? AND status = 'failed'", arguments: [run])
    try database.execute(sql: "DELETE FROM failure_counts WHERE run = ?", arguments: [run])
    try database.execute(sql: "UPDATE runs SET failed = 0 WHERE id = ?", arguments: [run])
  }

  private static func interruptDeadRuns(_ database: Database) throws {
    try database.execute(
      sql: "UPDATE runs SET state = 'interrupted', ended_ms = updated_ms WHERE state = 'running'")
  }

  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Database, Int64) throws -> Result
  ) async throws(RegistryError) -> Result {
    let time = now()
    do {
      return try await registry.database.write { try body($0, time) }
    } catch {
      throw RegistryError(error, path: registry.path)
    }
  }
}
