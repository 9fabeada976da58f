extension RegistrySchema {
  // A night's scores stand together, as its outcomes do: they are added at the table's end and
  // forgotten as a whole. What `status` shows of a fleet is one row a run.
  static let scores = """
    CREATE TABLE scores (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      customer TEXT NOT NULL,
      "values" INTEGER NOT NULL,
      first_time INTEGER NOT NULL,
      last_time INTEGER NOT NULL,
      mae REAL NOT NULL,
      rmse REAL NOT NULL,
      bias REAL NOT NULL,
      mase REAL,
      coverage80 REAL NOT NULL,
      standardised_error REAL NOT NULL,
      PRIMARY KEY (run, customer)
    ) WITHOUT ROWID;
    CREATE TABLE run_scores (
      run INTEGER PRIMARY KEY NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      customers INTEGER NOT NULL,
      "values" INTEGER NOT NULL,
      inside REAL NOT NULL,
      scaled INTEGER NOT NULL,
      mase_sum REAL NOT NULL,
      bias_sum REAL NOT NULL,
      drifted INTEGER NOT NULL DEFAULT 0
    );
    """

  // The indexes hold the few customers that a morning's questions are about.
  static let charts = """
    CREATE TABLE charts (
      customer TEXT PRIMARY KEY NOT NULL,
      value REAL NOT NULL,
      average REAL NOT NULL,
      centre REAL NOT NULL,
      variance REAL NOT NULL,
      nights INTEGER NOT NULL,
      drifted_since INTEGER
    ) WITHOUT ROWID;
    CREATE INDEX charts_drifted ON charts (customer) WHERE drifted_since IS NOT NULL;
    CREATE INDEX charts_high ON charts (value) WHERE value > 0.5;
    """

  // One row a customer that has actuals ahead of its file: replaced as a whole, and so bounded by
  // what may wait.
  static let aheadScores = """
    CREATE TABLE ahead_scores (
      customer TEXT PRIMARY KEY NOT NULL,
      "values" INTEGER NOT NULL,
      first_time INTEGER NOT NULL,
      last_time INTEGER NOT NULL,
      mae REAL NOT NULL,
      rmse REAL NOT NULL,
      bias REAL NOT NULL,
      mase REAL,
      coverage80 REAL NOT NULL,
      standardised_error REAL NOT NULL
    ) WITHOUT ROWID;
    """

  static let wildNights = "ALTER TABLE charts ADD COLUMN wild_nights INTEGER NOT NULL DEFAULT 0;"

  // Which intake of actuals a score is of: what an intake does not write anew goes at its end.
  static let intakes = "ALTER TABLE ahead_scores ADD COLUMN intake INTEGER NOT NULL DEFAULT 0;"
}
