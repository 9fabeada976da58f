import Customers
import GRDB

/// A customer that has a model, but had no file when the last night looked.
public struct MissingCustomer: Hashable, Sendable {
  public let customer: String
  /// The first run that found its file gone.
  public let sinceRun: Int64
  /// When that began, in milliseconds since 1970-01-01 UTC.
  public let sinceMilliseconds: Int64
  /// Of the last row that its model knows, in seconds since 1970-01-01.
  public let lastTime: Int64
}

/// Runs in which a customer's file was gone.
public struct Absence: Hashable, Sendable {
  public let sinceRun: Int64
  /// The first run that found the file again; nil while it is gone.
  public let untilRun: Int64?

  public func contains(_ run: Int64) -> Bool { run >= sinceRun && run < untilRun ?? .max }
}

extension Registry {
  /// One page of the customers whose file is gone, by name.
  ///
  /// - Parameters:
  ///   - last: The last customer of the page before; empty for the first page.
  ///   - limit: The most customers of the page.
  /// - Returns: Fewer than `limit` only on the last page.
  /// - Throws: `RegistryError`.
  public func missingCustomers(
    after last: String = "", limit: Int
  ) throws(RegistryError) -> [MissingCustomer] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT missing.customer, since_run, started_ms, last_time FROM missing
          JOIN artifacts ON artifacts.customer = missing.customer
          JOIN runs ON runs.id = since_run
          WHERE until_run IS NULL AND missing.customer > ? ORDER BY missing.customer LIMIT ?
          """, arguments: [last, limit]
      ).map {
        MissingCustomer(
          customer: $0["customer"], sinceRun: $0["since_run"],
          sinceMilliseconds: $0["started_ms"], lastTime: $0["last_time"])
      }
    }
  }

  /// How many customers have a model and no file.
  public func missingCount() throws(RegistryError) -> Int {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT COUNT(*) FROM missing JOIN artifacts ON artifacts.customer = missing.customer
          WHERE until_run IS NULL
          """) ?? 0
    }
  }

  /// The first customers by name whose file was gone in a run, as far back as that is kept.
  public func missingNames(in run: Int64, limit: Int) throws(RegistryError) -> [String] {
    try read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT missing.customer FROM missing
          JOIN artifacts ON artifacts.customer = missing.customer
          WHERE since_run <= ? AND (until_run IS NULL OR until_run > ?)
          ORDER BY missing.customer LIMIT ?
          """, arguments: [run, run, limit])
    }
  }

  /// When a customer's file was gone, as far back as that is kept.
  public func absences(of customer: String) throws(RegistryError) -> [Absence] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT since_run, until_run FROM missing WHERE customer = ?",
        arguments: [customer]
      ).map { Absence(sinceRun: $0["since_run"], untilRun: $0["until_run"]) }
    }
  }
}

extension RegistryWriter {
  /// So many runs back it is known whose file had been gone and came again.
  private static let absencesKept: Int64 = 100

  /// Notes who is missing in a run: who is new among them, and who is back.
  static func note(_ missing: [CustomerID], in run: Int64, _ database: Database) throws {
    let before = Set(
      try String.fetchAll(database, sql: "SELECT customer FROM missing WHERE until_run IS NULL"))
    let now = Set(missing.map(\.text))
    let end = try database.cachedStatement(
      sql: "UPDATE missing SET until_run = ? WHERE customer = ? AND until_run IS NULL")
    for customer in before.subtracting(now) { try end.execute(arguments: [run, customer]) }
    let begin = try database.cachedStatement(
      sql: "INSERT INTO missing (customer, since_run) VALUES (?, ?)")
    for customer in now.subtracting(before) { try begin.execute(arguments: [customer, run]) }
    try database.execute(
      sql: "DELETE FROM missing WHERE until_run < ?", arguments: [run - absencesKept])
  }
  /// Whoever's file a run has read is not missing, though the run did not look who is.
  static func endAbsences(
    of outcomes: [RecordedOutcome], in run: Int64, _ database: Database
  ) throws {
    // A stage may be trained from a folder of its own.
    let mayEnd = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM missing WHERE until_run IS NULL)
        AND EXISTS (SELECT 1 FROM runs WHERE id = ? AND stage IS NULL)
        """, arguments: [run])
    guard mayEnd == true else { return }
    let end = try database.cachedStatement(
      sql: "UPDATE missing SET until_run = ? WHERE customer = ? AND until_run IS NULL")
    for outcome in outcomes.compactMap(\.outcome) {
      switch outcome.status {
      case .trained, .updated, .kept, .adopted:
        try end.execute(arguments: [run, outcome.customer])
      case .failed, .restored, .withdrawn, .promoted: continue
      }
    }
  }
}
