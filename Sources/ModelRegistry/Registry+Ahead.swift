public import Customers
import GRDB

/// How a customer's present model foretold the actuals that came ahead of its file.
public struct AheadRecord: Hashable, Sendable {
  public let customer: CustomerID
  public let score: ScoreRecord

  public init(customer: CustomerID, score: ScoreRecord) {
    self.customer = customer
    self.score = score
  }
}

/// The same of a fleet: the means over its customers.
public struct AheadScore: Hashable, Sendable, Codable {
  public let customers: Int
  /// Rows that were compared.
  public let values: Int
  /// Nil where no customer has a seasonal scale.
  public let mase: Double?
  /// The share of all rows inside their 80% interval.
  public let coverage80: Double
  /// Of the newest row of all, in seconds since 1970-01-01.
  public let lastTime: Int64
}

extension Registry {
  /// How the present models do on what is ahead of the files; nil where nothing is.
  public func aheadScore() throws(RegistryError) -> AheadScore? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT COUNT(*) AS customers, SUM("values") AS "values", AVG(mase) AS mase,
          SUM(coverage80 * "values") / SUM("values") AS coverage80, MAX(last_time) AS last_time
          FROM ahead_scores
          """)
      guard let row, let customers = row["customers"] as Int?, customers > 0 else { return nil }
      return AheadScore(
        customers: customers, values: row["values"], mase: row["mase"],
        coverage80: row["coverage80"], lastTime: row["last_time"])
    }
  }

  /// How a customer's present model does on what is ahead of its file; nil where nothing is.
  public func aheadScore(of customer: String) throws(RegistryError) -> ScoreRecord? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM ahead_scores WHERE customer = ?", arguments: [customer]
      ).map(ScoreRecord.init(row:))
    }
  }
}

extension Registry {
  /// The number of an intake of actuals that is to come after all that were.
  public func nextAheadIntake() throws(RegistryError) -> Int64 {
    try read { database in
      let last = try Int64.fetchOne(database, sql: "SELECT MAX(intake) FROM ahead_scores")
      return (last ?? 0) + 1
    }
  }
}

extension RegistryWriter {
  /// Records how present models foretold all actuals that wait of their customers.
  ///
  /// - Parameters:
  ///   - scores: One a customer; what was recorded of it before goes.
  ///   - intake: The intake's number.
  /// - Throws: `RegistryError`.
  public func recordAhead(_ scores: [AheadRecord], intake: Int64) async throws(RegistryError) {
    try await write { database, _ in
      let replace = try database.cachedStatement(
        sql: """
          INSERT OR REPLACE INTO ahead_scores (customer, "values", first_time, last_time, mae, rmse,
          bias, mase, coverage80, standardised_error, intake)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for record in scores {
        let score = record.score
        replace.setUncheckedArguments([
          record.customer.text, score.values, score.firstTime, score.lastTime, score.mae,
          score.rmse, score.bias, score.mase, score.coverage80, score.standardisedError, intake,
        ])
        try replace.execute()
      }
    }
  }

  /// Ends an intake: what it did not record is no longer ahead of anything.
  ///
  /// - Parameter intake: Its number.
  /// - Throws: `RegistryError`.
  public func endAheadIntake(_ intake: Int64) async throws(RegistryError) {
    try await write { database, _ in
      try database.execute(
        sql: "DELETE FROM ahead_scores WHERE intake <> ?", arguments: [intake])
    }
  }
}
