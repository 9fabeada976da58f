import ArchiveHistory
import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// Brings in what a run has trained into a stage.
public struct RunPromotion: Sendable {
  private let layout: TrainingLayout
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - layout: Of the artifacts folder.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  public init(_ layout: TrainingLayout, now: @escaping @Sendable () -> Int64) {
    self.layout = layout
    self.now = now
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
  /// - Returns: What was brought in.
  /// - Throws: `HistoryError`.
  public func promote(_ stage: StageName) async throws(HistoryError) -> ExchangeReport {
    do {
      return try await layout.whileNobodyWrites(now) { try await promote(stage, $0) }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  private func promote(
    _ stage: StageName, _ writer: RegistryWriter
  ) async throws -> ExchangeReport {
    let registry = writer.registry
    let runs = try registry.runs(since: 0)
    guard let staged = runs.first(where: { $0.stage == stage.text }) else {
      throw HistoryError.noSuchStage(stage, artifactsFolder: layout.artifacts)
    }
    let promotions = runs.filter { $0.kind == .promote && $0.target == staged.id }
    let folder = layout.stage(stage)
    let isThere = Directory.hasEntry(at: folder)
    if !isThere, let done = promotions.first(where: { $0.state == .finished }) {
      return try ExchangeReport(of: done, registry, wasDone: true)
    }
    guard staged.state == .finished else {
      throw HistoryError.stageUnfinished(stage, run: staged.id, staged.state)
    }
    let cutOff = promotions.first { $0.state.isResumable }
    guard isThere || cutOff != nil else {
      throw HistoryError.noSuchStage(stage, artifactsFolder: layout.artifacts)
    }
    if isThere { try checkWhole(stage, of: staged, registry) }
    let opened = try await open(staged, stage, cutOff: cutOff, runs, writer)
    if isThere {
      try await place(folder, by: opened, writer)
      if try registry.run(opened.id)?.counts.failed == 0 {
        try Self.removeWhole(folder, through: layout.temporary)
      }
    }
    try Directory(layout.temporary).removeTree()
    try await writer.complete(opened.id)
    // As after a rollback.
    _ = try? await ActualsIntake(layout, now: now).takeIn(writer)
    return try ExchangeReport(
      of: try registry.run(opened.id) ?? opened, registry, isResumed: opened.id == cutOff?.id)
  }

  /// What somebody has taken out of the stage is not to be missed only when it is served.
  ///
  /// - Throws: `HistoryError.stageIncomplete`.
  private func checkWhole(
    _ stage: StageName, of staged: RunRecord, _ registry: Registry
  ) throws {
    // Of a run long ago only the counts are known.
    guard try registry.outcomeCount(of: staged.id) == staged.counts.recorded else { return }
    let there = try ArchiveFolder(layout.stage(stage)).customers()
    var lacking: [String] = []
    try registry.forEachOutcome(of: staged.id) { customer, status in
      guard status != .failed, let id = try? CustomerID(customer), there.index(of: id) == nil
      else { return }
      lacking.append(customer)
    }
    guard lacking.isEmpty else {
      throw HistoryError.stageIncomplete(
        stage, run: staged.id, customers: lacking.count, examples: Array(lacking.prefix(3)))
    }
  }

  /// A promotion that was cut off goes on unless another run has changed served models since.
  private func open(
    _ staged: RunRecord, _ stage: StageName, cutOff: RunRecord?, _ runs: [RunRecord],
    _ writer: RegistryWriter
  ) async throws(RegistryError) -> RunRecord {
    if let cutOff {
      let newer = runs.first {
        $0.id > cutOff.id && $0.stage == nil && $0.state != .refused
      }
      guard let newer else {
        return try await writer.resume(
          cutOff.id, customers: cutOff.counts.customers, forgettingFailures: true)
      }
      try await writer.end(cutOff.id, as: .abandoned, message: "overtaken by run \(newer.id)")
    }
    var new = NewRun(
      identity: "promote \(staged.id)", kind: .promote, dataPath: staged.dataPath,
      options: "{\"kind\":\"promote\",\"run\":\(staged.id),\"stage\":\"\(stage)\"}", customers: 0)
    new.target = staged.id
    return try await writer.begin(new)
  }

  private func place(
    _ folder: String, by run: RunRecord, _ writer: RegistryWriter
  ) async throws {
    var exchange = try ArchiveExchange(layout, writer, run: run)
    for customer in try ArchiveFolder(folder).customers() where !exchange.isDone(customer) {
      guard let archive = try StandingArchive(of: customer, in: folder) else {
        try await exchange.refuse(
          customer, reason: "not_an_archive", message: "what is staged is no archive")
        continue
      }
      try await exchange.place(archive.bytes, of: customer, as: .promoted)
    }
    try await exchange.finish()
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
