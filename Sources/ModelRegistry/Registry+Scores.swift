import GRDB

extension Registry {
  /// The live accuracy of the newest runs that scored anybody, the newest first.
  public func fleetScores(limit: Int) throws(RegistryError) -> [FleetScore] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT run_scores.*, runs.started_ms FROM run_scores JOIN runs ON runs.id = run
          ORDER BY run DESC LIMIT ?
          """, arguments: [limit]
      ).map(FleetScore.init(row:))
    }
  }

  /// One page of the customers whose errors are beyond their limits, by name.
  ///
  /// - Parameters:
  ///   - last: The last customer of the page before; empty for the first page.
  ///   - limit: The most customers of the page.
  /// - Returns: Fewer than `limit` only on the last page.
  /// - Throws: `RegistryError`.
  public func driftedCustomers(
    after last: String = "", limit: Int
  ) throws(RegistryError) -> [DriftingCustomer] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM charts WHERE drifted_since IS NOT NULL AND customer > ?
          ORDER BY customer LIMIT ?
          """, arguments: [last, limit]
      ).map { try Self.drifting($0, in: database) }
    }
  }

  /// The names of the same customers, by page.
  public func driftedNames(
    after last: String = "", limit: Int
  ) throws(RegistryError) -> [String] {
    try read { database in
      try String.fetchAll(
        database,
        sql: "SELECT customer FROM charts WHERE drifted_since IS NOT NULL AND customer > ?"
          + " ORDER BY customer LIMIT ?",
        arguments: [last, limit])
    }
  }

  /// Customers whose errors have grown most beside what their models expect, the worst first.
  ///
  /// Nobody is named whose chart is below 0.5, half of the way to its limit.
  ///
  /// - Parameter limit: The most customers.
  /// - Returns: Those with the highest charts.
  /// - Throws: `RegistryError`.
  public func worstCharts(limit: Int) throws(RegistryError) -> [DriftingCustomer] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM charts WHERE value > 0.5 ORDER BY value DESC LIMIT ?",
        arguments: [limit]
      ).map { try Self.drifting($0, in: database) }
    }
  }

  /// How many customers' errors are beyond their limits now.
  public func driftedCount() throws(RegistryError) -> Int {
    try read { database in
      try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM charts WHERE drifted_since IS NOT NULL") ?? 0
    }
  }

  /// The charts of some customers; those that have none are left out.
  ///
  /// - Parameter customers: By name.
  /// - Returns: One chart a customer that has one.
  /// - Throws: `RegistryError`.
  public func charts(
    of customers: [String]
  ) throws(RegistryError) -> [String: ChartRecord] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT * FROM charts WHERE customer = ?")
      var found: [String: ChartRecord] = [:]
      for customer in customers {
        guard let row = try Row.fetchOne(statement, arguments: [customer]) else { continue }
        found[customer] = ChartRecord(row: row)
      }
      return found
    }
  }

  /// The nights of a customer that are kept, the newest first.
  public func scores(of customer: String) throws(RegistryError) -> [ScoredNight] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT scores.*, runs.started_ms FROM run_scores CROSS JOIN scores
          ON scores.run = run_scores.run AND scores.customer = ?
          JOIN runs ON runs.id = scores.run ORDER BY scores.run DESC
          """, arguments: [customer]
      ).map {
        ScoredNight(
          run: $0["run"], startedMilliseconds: $0["started_ms"], score: ScoreRecord(row: $0))
      }
    }
  }

  private static func drifting(_ row: Row, in database: Database) throws -> DriftingCustomer {
    let customer: String = row["customer"]
    let last = try Row.fetchOne(
      database,
      sql: """
        SELECT scores.* FROM run_scores CROSS JOIN scores
        ON scores.run = run_scores.run AND scores.customer = ?
        ORDER BY run_scores.run DESC LIMIT 1
        """, arguments: [customer])
    return DriftingCustomer(
      customer: customer, chart: ChartRecord(row: row),
      lastScore: last.map(ScoreRecord.init(row:)))
  }
}

extension ChartRecord {
  fileprivate init(row: Row) {
    self.init(
      value: row["value"], average: row["average"],
      learnt: (centre: row["centre"], variance: row["variance"]),
      nights: (all: row["nights"], wild: row["wild_nights"]),
      driftedSince: row["drifted_since"])
  }
}

extension ScoreRecord {
  init(row: Row) {
    let (first, last): (Int64, Int64) = (row["first_time"], row["last_time"])
    self.init(
      values: row["values"], times: first...max(first, last), mae: row["mae"], rmse: row["rmse"],
      bias: row["bias"], mase: row["mase"], coverage80: row["coverage80"],
      standardisedError: row["standardised_error"])
  }
}

extension FleetScore {
  fileprivate init(row: Row) {
    let (scaled, values): (Int, Int) = (row["scaled"], row["values"])
    let (mase, bias, inside): (Double, Double, Double) = (
      row["mase_sum"], row["bias_sum"], row["inside"]
    )
    self.init(
      run: row["run"], startedMilliseconds: row["started_ms"], customers: row["customers"],
      values: values, mase: scaled > 0 ? mase / Double(scaled) : nil,
      bias: scaled > 0 ? bias / Double(scaled) : nil,
      coverage80: values > 0 ? inside / Double(values) : 0, drifted: row["drifted"])
  }
}
