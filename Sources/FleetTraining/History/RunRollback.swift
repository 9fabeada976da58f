import ArchiveHistory
import FileSystem
import ModelRegistry

/// Brings back what stood before a run replaced it.
public struct RunRollback: Sendable {
  private let layout: TrainingLayout
  private let now: @Sendable () -> Int64
  private let isInterrupted: @Sendable () -> Bool

  /// - Parameters:
  ///   - layout: Of the artifacts folder.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  ///   - isInterrupted: Asked before every customer; what was done by then is recorded and kept.
  public init(
    _ layout: TrainingLayout, now: @escaping @Sendable () -> Int64,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.layout = layout
    self.now = now
    self.isInterrupted = isInterrupted
  }

  /// Writes back, for every customer that the run replaced, exactly what stood before: a customer
  /// whose first model came with the run has none afterwards.
  ///
  /// It is a run itself, so that it can be rolled back too. Cut off at any moment it leaves every
  /// customer with its old or its new archive, and the same call completes it; so it does where some
  /// customers could not be brought back.
  ///
  /// - Parameters:
  ///   - id: Of the run.
  ///   - consent: To what is refused otherwise.
  /// - Returns: What was brought back; of a run that is `interrupted`, so far.
  /// - Throws: `HistoryError`; `replacedSince` and `removesModels` only without consent.
  public func rollBack(
    _ id: Int64, consent: RollbackConsent = []
  ) async throws(HistoryError) -> ExchangeReport {
    do {
      return try await layout.whileNobodyWrites(now) { try await rollBack(id, consent, $0) }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  /// What `rollBack` would do now; nothing is changed.
  ///
  /// - Parameters:
  ///   - id: Of the run.
  ///   - consent: To what would be refused otherwise.
  /// - Returns: Counts and examples, and why it would be refused.
  /// - Throws: `HistoryError` where there is nothing to roll back, or a run is active.
  public func preview(
    _ id: Int64, consent: RollbackConsent = []
  ) async throws(HistoryError) -> ExchangePreview {
    do {
      return try await layout.whileNobodyChanges { registry in
        let plan = try RollbackPlan(of: id, layout, registry)
        var preview = try plan.preview()
        if plan.done == nil { preview.refusal = try plan.refusal(preview, consent) }
        return preview
      }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  private func rollBack(
    _ id: Int64, _ consent: RollbackConsent, _ writer: RegistryWriter
  ) async throws -> ExchangeReport {
    let plan = try RollbackPlan(of: id, layout, writer.registry)
    if let done = plan.done {
      return try ExchangeReport(of: done, writer.registry, wasDone: true)
    }
    let preview = try plan.preview()
    if let refusal = try plan.refusal(preview, consent) { throw refusal }
    if isInterrupted() { throw TrainingError.interrupted }
    let opened = try await plan.exchange.open(writer, customers: preview.customers)
    guard try await restore(plan.versions, by: opened, writer) else {
      return try await plan.exchange.interrupt(opened, layout, writer)
    }
    return try await plan.exchange.complete(opened, layout, writer, now: now)
  }

  /// False where it was interrupted before the last customer.
  private func restore(
    _ versions: RunVersions, by run: RunRecord, _ writer: RegistryWriter
  ) async throws -> Bool {
    var exchange = try ArchiveExchange(layout, writer, run: run)
    for version in versions.predecessors where !exchange.isDone(version.customer) {
      if isInterrupted() {
        try await exchange.finish()
        return false
      }
      if version.isNone {
        try await exchange.withdraw(version.customer)
      } else if try !stands(version) {
        try await restore(version, by: &exchange)
      }
    }
    try await exchange.finish()
    return true
  }

  /// Whether the run was cut off before it replaced what it had saved.
  private func stands(_ version: RunVersions.Predecessor) throws(FileSystemError) -> Bool {
    try StandingArchive(of: version.customer, in: layout.artifacts)?.version == version.version
  }

  private func restore(
    _ version: RunVersions.Predecessor, by exchange: inout ArchiveExchange
  ) async throws {
    guard let bytes = try version.bytes() else {
      return try await exchange.refuse(
        version.customer, reason: "previous_damaged",
        message: "what was kept of its previous archive is damaged; the present one stays")
    }
    try await exchange.place(bytes, of: version.customer, as: .restored)
  }
}
