import GRDB

/// The tables of the registry, by migrations that are never changed once released.
enum RegistrySchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs, outcomes, artifacts") { database in
      try database.execute(sql: runs)
      try database.execute(sql: failureCounts)
      try database.execute(sql: outcomes)
      try database.execute(sql: artifacts)
    }
    migrator.registerMigration("2 sessions, warnings") { database in
      try database.execute(sql: sessions)
      try database.execute(sql: warnings)
    }
    migrator.registerMigration("3 nightly counts") { database in
      try database.execute(sql: nightlyCounts)
    }
    migrator.registerMigration("4 live scores") { database in
      try database.execute(sql: scores)
      try database.execute(sql: charts)
      try database.execute(sql: aheadScores)
    }
    migrator.registerMigration("5 previous versions") { database in
      try database.execute(sql: exchanges)
    }
    migrator.registerMigration("6 missing customers, wild nights, intakes") { database in
      try database.execute(sql: missing)
      try database.execute(sql: wildNights)
      try database.execute(sql: intakes)
    }
    migrator.registerMigration("7 attempts of refused nights") { database in
      try database.execute(sql: attempts)
    }
    return migrator
  }

  // The counts stand in the run's own row, kept by the transaction that records the outcomes:
  // a status of a million customers reads one row.
  private static let runs = """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      identity TEXT NOT NULL,
      kind TEXT NOT NULL,
      data_path TEXT NOT NULL,
      options TEXT NOT NULL,
      started_ms INTEGER NOT NULL,
      updated_ms INTEGER NOT NULL,
      ended_ms INTEGER,
      state TEXT NOT NULL,
      customers INTEGER NOT NULL,
      trained INTEGER NOT NULL DEFAULT 0,
      adopted INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      warned INTEGER NOT NULL DEFAULT 0,
      mase_sum REAL NOT NULL DEFAULT 0,
      mase_count INTEGER NOT NULL DEFAULT 0,
      smape_sum REAL NOT NULL DEFAULT 0,
      smape_count INTEGER NOT NULL DEFAULT 0,
      coverage_sum REAL NOT NULL DEFAULT 0,
      coverage_count INTEGER NOT NULL DEFAULT 0,
      message TEXT
    );
    CREATE INDEX runs_by_identity ON runs (identity, id);
    """

  // A run that goes on has its pace since then, not since it first began.
  private static let sessions = """
    ALTER TABLE runs ADD COLUMN session_started_ms INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN done_before_session INTEGER NOT NULL DEFAULT 0;
    UPDATE runs SET session_started_ms = started_ms;
    """

  // A service manager gives a refused night again and again.
  private static let attempts = """
    ALTER TABLE runs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1;
    """

  // What rollbacks and promotions count, the run that one undoes or brings in, and where a staged
  // run's archives are.
  private static let exchanges = """
    ALTER TABLE runs ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN target INTEGER;
    ALTER TABLE runs ADD COLUMN stage TEXT;
    """

  private static let warnings = """
    CREATE INDEX outcomes_warned ON outcomes (run, customer) WHERE warnings IS NOT NULL;
    """

  // Unchanged customers have no outcome: a quiet night of a million writes one row.
  private static let nightlyCounts = """
    ALTER TABLE runs ADD COLUMN updated INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE fit_counts (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      reason TEXT NOT NULL,
      customers INTEGER NOT NULL,
      PRIMARY KEY (run, reason)
    ) WITHOUT ROWID;
    """

  // From the first run that found a customer's file gone to the first that found it again; a row a
  // time that it vanished.
  private static let missing = """
    CREATE TABLE missing (
      customer TEXT NOT NULL,
      since_run INTEGER NOT NULL,
      until_run INTEGER,
      PRIMARY KEY (customer, since_run)
    ) WITHOUT ROWID;
    CREATE INDEX missing_now ON missing (customer) WHERE until_run IS NULL;
    """

  private static let failureCounts = """
    CREATE TABLE failure_counts (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      reason TEXT NOT NULL,
      customers INTEGER NOT NULL,
      PRIMARY KEY (run, reason)
    ) WITHOUT ROWID;
    """

  // Customers are dealt in the order of their names, so the primary key grows at its end.
  private static let outcomes = """
    CREATE TABLE outcomes (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      customer TEXT NOT NULL,
      status TEXT NOT NULL,
      reason TEXT,
      message TEXT,
      warnings TEXT,
      rows INTEGER NOT NULL,
      duration_us INTEGER NOT NULL,
      mase REAL,
      smape REAL,
      coverage80 REAL,
      attempt INTEGER NOT NULL,
      PRIMARY KEY (run, customer)
    ) WITHOUT ROWID;
    CREATE INDEX outcomes_failed ON outcomes (run, reason, customer) WHERE status = 'failed';
    """

  private static let artifacts = """
    CREATE TABLE artifacts (
      customer TEXT PRIMARY KEY NOT NULL,
      version TEXT NOT NULL,
      source_size INTEGER NOT NULL,
      source_mtime_ns INTEGER NOT NULL,
      source_inode INTEGER NOT NULL,
      source_digest BLOB NOT NULL,
      specification_digest BLOB NOT NULL,
      first_time INTEGER NOT NULL,
      last_time INTEGER NOT NULL,
      run INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX artifacts_by_last_time ON artifacts (last_time);
    """
}
