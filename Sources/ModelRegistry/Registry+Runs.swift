import GRDB

extension Registry {
  /// The run with this id; nil where there is none.
  public func run(_ id: Int64) throws(RegistryError) -> RunRecord? {
    try fetchRun("WHERE id = ?", [id])
  }

  /// The run that is being worked on, else the one that was worked on last; an old run that went on
  /// comes before a younger one that did not.
  public func lastRun() throws(RegistryError) -> RunRecord? {
    try fetchRun("ORDER BY state = 'running' DESC, session_started_ms DESC, id DESC LIMIT 1")
  }

  /// As `lastRun()`, of the runs that did anything.
  public func lastRunNotRefused() throws(RegistryError) -> RunRecord? {
    try fetchRun(
      """
      WHERE state <> 'refused'
      ORDER BY state = 'running' DESC, session_started_ms DESC, id DESC LIMIT 1
      """)
  }

  /// The last run of this identity that began, finished or not.
  public func lastRun(identity: String) throws(RegistryError) -> RunRecord? {
    try fetchRun(
      "WHERE identity = ? AND state <> 'refused' ORDER BY id DESC LIMIT 1", [identity])
  }

  /// The newest runs, the newest first.
  public func runs(limit: Int) throws(RegistryError) -> [RunRecord] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM runs ORDER BY id DESC LIMIT ?", arguments: [limit]
      )
      .map(RunRecord.init(row:))
    }
  }

  /// A run and all after it, the newest first.
  public func runs(since id: Int64) throws(RegistryError) -> [RunRecord] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM runs WHERE id >= ? ORDER BY id DESC", arguments: [id]
      )
      .map(RunRecord.init(row:))
    }
  }

  private func fetchRun(
    _ condition: String, _ arguments: StatementArguments = []
  ) throws(RegistryError) -> RunRecord? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM runs \(condition)", arguments: arguments)
        .map(RunRecord.init(row:))
    }
  }

  static func run(_ id: Int64, in database: Database) throws -> RunRecord {
    let row = try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE id = ?", arguments: [id])
    guard let row else {
      throw DatabaseError(resultCode: .SQLITE_NOTFOUND, message: "there is no run \(id)")
    }
    return try RunRecord(row: row)
  }
}

extension RunRecord {
  init(row: Row) throws {
    guard let kind = RunKind(rawValue: row["kind"]), let state = RunState(rawValue: row["state"])
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a run of unknown kind or state")
    }
    var counts = RunCounts()
    counts.customers = row["customers"]
    counts.trained = row["trained"]
    counts.updated = row["updated"]
    counts.kept = row["kept"]
    counts.adopted = row["adopted"]
    counts.unchanged = row["unchanged"]
    counts.missing = row["missing"]
    counts.failed = row["failed"]
    counts.warned = row["warned"]
    counts.placed = row["placed"]
    self.init(
      id: row["id"], identity: row["identity"], kind: kind, dataPath: row["data_path"],
      options: row["options"], startedMilliseconds: row["started_ms"],
      updatedMilliseconds: row["updated_ms"], endedMilliseconds: row["ended_ms"],
      sessionStartedMilliseconds: row["session_started_ms"],
      doneBeforeSession: row["done_before_session"], state: state, counts: counts,
      accuracy: AccuracyRecord(row: row), message: row["message"],
      target: row["target"], stage: row["stage"], attempts: row["attempts"])
  }
}

extension AccuracyRecord {
  init(row: Row) {
    func mean(_ name: String) -> Double? {
      let count: Int = row[name + "_count"]
      let sum: Double = row[name + "_sum"]
      return count > 0 ? sum / Double(count) : nil
    }
    self.init(mase: mean("mase"), smape: mean("smape"), coverage80: mean("coverage"))
  }
}
