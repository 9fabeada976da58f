public import Customers
import GRDB

extension RegistryWriter {
  /// Forgets all there is of a customer: its archive's row, its live accuracy, and its outcomes in
  /// every run, whose counts become what they would be without it.
  ///
  /// - Parameter customer: Whose.
  /// - Returns: False where nothing was known of the customer.
  /// - Throws: `RegistryError`.
  public func forget(_ customer: CustomerID) async throws(RegistryError) -> Bool {
    try await write { database, _ in
      let outcomes = try Row.fetchAll(
        database,
        sql: """
          SELECT outcomes.* FROM runs CROSS JOIN outcomes
          ON outcomes.run = runs.id AND outcomes.customer = ?
          """, arguments: [customer.text])
      for row in outcomes {
        try Self.uncount(try OutcomeRecord(row: row), of: row["run"], in: database)
      }
      try database.execute(
        sql: "DELETE FROM artifacts WHERE customer = ?", arguments: [customer.text])
      let hadArchive = database.changesCount > 0
      try database.execute(
        sql: "DELETE FROM charts WHERE customer = ?", arguments: [customer.text])
      try database.execute(
        sql: "DELETE FROM ahead_scores WHERE customer = ?", arguments: [customer.text])
      try database.execute(
        sql: "DELETE FROM missing WHERE customer = ?", arguments: [customer.text])
      try database.execute(
        sql: """
          DELETE FROM scores WHERE customer = ? AND run IN (SELECT run FROM run_scores)
          """, arguments: [customer.text])
      return hadArchive || !outcomes.isEmpty
    }
  }

  private static func uncount(
    _ outcome: OutcomeRecord, of run: Int64, in database: Database
  ) throws {
    try database.execute(
      sql: "DELETE FROM outcomes WHERE run = ? AND customer = ?",
      arguments: [run, outcome.customer])
    var tally = OutcomeTally(sign: -1)
    tally.add(outcome)
    let updated =
      try Int64.fetchOne(
        database, sql: "SELECT updated_ms FROM runs WHERE id = ?", arguments: [run]) ?? 0
    try tally.apply(to: run, at: updated, in: database)
    try database.execute(
      sql: "UPDATE runs SET customers = customers - 1 WHERE id = ?", arguments: [run])
    try database.execute(
      sql: "DELETE FROM failure_counts WHERE run = ? AND customers <= 0", arguments: [run])
  }
}
