import ArchiveHistory
import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// Brings in what a run has trained into a stage.
public struct RunPromotion: Sendable {
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

  /// Puts every archive of the stage in place, keeping what it replaces, and removes the stage.
  ///
  /// It is a run itself, so that it can be rolled back. Cut off at any moment it leaves every
  /// customer with its old or its new archive, and the same call completes it.
  ///
  /// Where something that is staged is no whole archive, that customer keeps the model it has, the stage
  /// stays, and the same call tries again.
  ///
  /// - Parameter stage: Whose last run is finished; a stage that was promoted before and not made
  ///   anew is left alone.
  /// - Returns: What was brought in; of a run that is `interrupted`, so far.
  /// - Throws: `HistoryError`.
  public func promote(_ stage: StageName) async throws(HistoryError) -> ExchangeReport {
    do {
      return try await layout.whileNobodyWrites(now) { try await promote(stage, $0) }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  /// What `promote` would do now; nothing is changed.
  ///
  /// - Parameter stage: As for `promote`.
  /// - Returns: Counts and examples.
  /// - Throws: `HistoryError` where it would be refused, or a run is active.
  public func preview(_ stage: StageName) async throws(HistoryError) -> ExchangePreview {
    do {
      return try await layout.whileNobodyChanges { registry in
        let plan = try PromotionPlan(of: stage, layout, registry)
        if plan.isStageLost {
          throw HistoryError.noSuchStage(stage, artifactsFolder: layout.artifacts)
        }
        var preview = try ExchangePreview(
          of: plan.staged, plan.exchange, doneBy: plan.done?.id, registry, in: layout.artifacts)
        preview.changesSpecification = plan.changesSpecification
        guard plan.isThere, plan.done == nil else { return preview }
        for customer in try ArchiveFolder(plan.folder).customers() { preview.place(customer) }
        return preview
      }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  private func promote(
    _ stage: StageName, _ writer: RegistryWriter
  ) async throws -> ExchangeReport {
    let plan = try PromotionPlan(of: stage, layout, writer.registry)
    if let done = plan.done {
      return try ExchangeReport(of: done, writer.registry, wasDone: true)
    }
    if plan.isStageLost {
      if let unfinished = plan.exchange.unfinished {
        try await writer.end(unfinished.id, as: .abandoned, message: "its stage was removed")
      }
      throw HistoryError.noSuchStage(stage, artifactsFolder: layout.artifacts)
    }
    for run in plan.outdated {
      try await writer.end(
        run.id, as: .abandoned, message: "its stage was made anew by run \(plan.staged.id)")
    }
    if isInterrupted() { throw TrainingError.interrupted }
    let opened = try await plan.exchange.open(writer, customers: try plan.customers())
    if plan.isThere {
      guard try await place(plan.folder, by: opened, writer) else {
        return try await plan.exchange.interrupt(opened, layout, writer)
      }
      if try writer.registry.run(opened.id)?.counts.failed == 0 {
        try Self.removeWhole(plan.folder, through: layout.temporary)
      }
    }
    var report = try await plan.exchange.complete(opened, layout, writer, now: now)
    report.changesSpecification = plan.changesSpecification
    return report
  }

  /// False where it was interrupted before the last customer.
  private func place(
    _ folder: String, by run: RunRecord, _ writer: RegistryWriter
  ) async throws -> Bool {
    var exchange = try ArchiveExchange(layout, writer, run: run)
    for customer in try ArchiveFolder(folder).customers() where !exchange.isDone(customer) {
      if isInterrupted() {
        try await exchange.finish()
        return false
      }
      guard let archive = try StandingArchive(of: customer, in: folder) else {
        try await exchange.refuse(
          customer, reason: "not_an_archive", message: "what is staged is no archive")
        continue
      }
      try await exchange.place(archive.bytes, of: customer, as: .promoted)
    }
    try await exchange.finish()
    return true
  }

  /// Removes a folder, all of it or nothing.
  private static func removeWhole(
    _ folder: String, through temporary: String
  ) throws(FileSystemError) {
    let doomed = Directory(temporary + "/stage")
    try Directory(temporary).create()
    try Directory.rename(folder, to: doomed.path)
    try doomed.removeTree()
  }
}
