import GRDB

/// Failures of one kind in a run.
public struct FailureSummary: Hashable, Sendable, Codable {
  public let reason: String
  public let customers: Int
  /// The first few by name.
  public let examples: [Example]

  public struct Example: Hashable, Sendable, Codable {
    public let customer: String
    public let message: String
  }
}

/// Customers whose models a night fitted anew for one reason.
public struct FitReasonCount: Hashable, Sendable, Codable {
  public let reason: String
  public let customers: Int
}

/// Where a page of failed customers ends: give it to get the next one.
public struct FailurePageEnd: Hashable, Sendable {
  public let reason: String
  public let customer: String

  /// - Parameter failure: The last of the page.
  public init(_ failure: OutcomeRecord) {
    reason = failure.reason ?? ""
    customer = failure.customer
  }
}

/// A customer that was trained, and what was remarkable about its data.
public struct CustomerWarnings: Hashable, Sendable {
  public let customer: String
  public let warnings: [String]
}

extension Registry {
  /// The failures of a run by reason, the most frequent first.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - examples: The most customers named for each reason.
  /// - Returns: Nothing where nobody failed.
  /// - Throws: `RegistryError`.
  public func failures(
    of run: Int64, examples: Int = 3
  ) throws(RegistryError) -> [FailureSummary] {
    try read { database in
      let counts = try Row.fetchAll(
        database,
        sql: """
          SELECT reason, customers FROM failure_counts WHERE run = ?
          ORDER BY customers DESC, reason
          """, arguments: [run])
      return try counts.map { count in
        let reason: String = count["reason"]
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT customer, message FROM outcomes
            WHERE run = ? AND status = 'failed' AND reason = ? ORDER BY customer LIMIT ?
            """, arguments: [run, reason, examples])
        return FailureSummary(
          reason: reason, customers: count["customers"],
          examples: rows.map { .init(customer: $0["customer"], message: $0["message"] ?? "") })
      }
    }
  }

  /// Why a night fitted models to all their rows, the most frequent reason first.
  ///
  /// - Parameter run: The run's id.
  /// - Returns: Nothing of a run that only trains.
  /// - Throws: `RegistryError`.
  public func fitReasons(of run: Int64) throws(RegistryError) -> [FitReasonCount] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT reason, customers FROM fit_counts WHERE run = ? AND customers > 0
          ORDER BY customers DESC, reason
          """, arguments: [run]
      ).map { FitReasonCount(reason: $0["reason"], customers: $0["customers"]) }
    }
  }

  /// One page of a run's failed customers, by reason and name.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - end: Where the page before ended; nil for the first.
  ///   - limit: The most customers of the page.
  /// - Returns: The customers, and where the page ends if there may be another.
  /// - Throws: `RegistryError`.
  public func failedCustomers(
    of run: Int64, after end: FailurePageEnd? = nil, limit: Int
  ) throws(RegistryError) -> (customers: [OutcomeRecord], end: FailurePageEnd?) {
    let customers = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM outcomes WHERE run = ? AND status = 'failed'
          AND (reason, customer) > (?, ?) ORDER BY reason, customer LIMIT ?
          """, arguments: [run, end?.reason ?? "", end?.customer ?? "", limit]
      ).map(OutcomeRecord.init(row:))
    }
    guard customers.count == limit, let last = customers.last else { return (customers, nil) }
    return (customers, FailurePageEnd(last))
  }

  /// One page of a run's customers with warnings, by name.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - last: The last customer of the page before; empty for the first page.
  ///   - limit: The most customers of the page.
  /// - Returns: Fewer than `limit` only on the last page.
  /// - Throws: `RegistryError`.
  public func warnedCustomers(
    of run: Int64, after last: String = "", limit: Int
  ) throws(RegistryError) -> [CustomerWarnings] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT customer, warnings FROM outcomes
          WHERE run = ? AND warnings IS NOT NULL AND customer > ? ORDER BY customer LIMIT ?
          """, arguments: [run, last, limit]
      ).map { row in
        let warnings: String = row["warnings"]
        return CustomerWarnings(
          customer: row["customer"], warnings: warnings.split(separator: "\n").map(String.init))
      }
    }
  }

  /// What became of one customer in every run, the newest first.
  ///
  /// - Parameters:
  ///   - customer: The customer's ID.
  ///   - limit: The most runs told of.
  /// - Returns: Nothing where no run knows the customer.
  /// - Throws: `RegistryError`.
  public func history(
    of customer: String, limit: Int = 50
  ) throws(RegistryError) -> [HistoryEntry] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT outcomes.*, runs.started_ms FROM runs CROSS JOIN outcomes
          ON outcomes.run = runs.id AND outcomes.customer = ? ORDER BY runs.id DESC LIMIT ?
          """, arguments: [customer, limit]
      ).map {
        HistoryEntry(
          run: $0["run"], startedMilliseconds: $0["started_ms"], outcome: try OutcomeRecord(row: $0)
        )
      }
    }
  }

  /// How many outcomes of a run are kept; fewer than it counts where they have been forgotten.
  public func outcomeCount(of run: Int64) throws(RegistryError) -> Int {
    try read { database in
      try Int.fetchOne(
        database, sql: "SELECT COUNT(*) FROM outcomes WHERE run = ?", arguments: [run]) ?? 0
    }
  }

  /// How many customers of a run came to which end, of the outcomes that are kept.
  public func outcomeCounts(of run: Int64) throws(RegistryError) -> [OutcomeStatus: Int] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT status, COUNT(*) FROM outcomes WHERE run = ? GROUP BY status",
        arguments: [run])
      return try Dictionary(
        uniqueKeysWithValues: rows.map { (try OutcomeStatus(column: $0[0]), $0[1]) })
    }
  }

  /// Calls `body` for every customer of a run that has an outcome, in the order of their names.
  ///
  /// Rows are streamed: a million of them take no memory.
  ///
  /// - Parameters:
  ///   - run: The run's id.
  ///   - body: Given the customer (or an escaped file name) and its status.
  /// - Throws: `RegistryError`.
  public func forEachOutcome(
    of run: Int64, _ body: (String, OutcomeStatus) -> Void
  ) throws(RegistryError) {
    try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT customer, status FROM outcomes WHERE run = ? ORDER BY customer",
        arguments: [run])
      while let row = try rows.next() {
        body(row[0], try OutcomeStatus(column: row[1]))
      }
    }
  }
}

extension OutcomeStatus {
  init(column: String) throws {
    guard let status = OutcomeStatus(rawValue: column) else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "an outcome of unknown status '\(column)'")
    }
    self = status
  }
}

extension OutcomeRecord {
  init(row: Row) throws {
    let warnings: String? = row["warnings"]
    self.init(
      customer: row["customer"], status: try OutcomeStatus(column: row["status"]),
      reason: row["reason"], message: row["message"],
      warnings: warnings?.split(separator: "\n").map(String.init) ?? [], rows: row["rows"],
      durationMicroseconds: row["duration_us"],
      accuracy: AccuracyRecord(
        mase: row["mase"], smape: row["smape"], coverage80: row["coverage80"]),
      attempt: row["attempt"])
  }
}
