import FileSystem
import ModelRegistry

/// A rollback or a promotion among the runs: one to go on with, or a new one.
struct ExchangeRun {
  let kind: RunKind
  /// The run that is undone or brought in.
  let target: RunRecord
  /// One that was cut off, or not whole.
  let unfinished: RunRecord?
  /// The run that keeps the unfinished one from going on: it has changed served models since, or undone it.
  private let overtaking: RunRecord?

  /// - Parameters:
  ///   - kind: A rollback or a promotion.
  ///   - target: Of which run.
  ///   - runs: All after the target, the newest first.
  init(_ kind: RunKind, of target: RunRecord, among runs: [RunRecord]) {
    self.kind = kind
    self.target = target
    unfinished = runs.first {
      $0.kind == kind && $0.target == target.id && $0.state.isResumable
    }
    overtaking = unfinished?.overtaking(among: runs)
  }

  /// The one that the same command goes on with.
  var resumed: RunRecord? { overtaking == nil ? unfinished : nil }

  /// Goes on with it, or begins a new one.
  ///
  /// - Parameters:
  ///   - writer: Of the registry.
  ///   - customers: Whose models it is about, those of earlier sessions included.
  /// - Returns: The run, under way.
  /// - Throws: `RegistryError`.
  func open(
    _ writer: RegistryWriter, customers: Int
  ) async throws(RegistryError) -> RunRecord {
    if let resumed {
      return try await writer.resume(
        resumed.id, customers: customers, forgettingFailures: true)
    }
    if let unfinished, let overtaking {
      try await writer.end(
        unfinished.id, as: .abandoned, message: "overtaken by run \(overtaking.id)")
    }
    let stage = target.stage.map { ",\"stage\":\"\($0)\"" } ?? ""
    var new = NewRun(
      identity: "\(kind.rawValue) \(target.id)", kind: kind, dataPath: target.dataPath,
      options: "{\"kind\":\"\(kind.rawValue)\",\"run\":\(target.id)\(stage)}",
      customers: customers)
    new.target = target.id
    return try await writer.begin(new)
  }

  /// Ends it before its last customer; the same command goes on.
  func interrupt(
    _ run: RunRecord, _ layout: TrainingLayout, _ writer: RegistryWriter
  ) async throws -> ExchangeReport {
    try Directory(layout.temporary).removeTree()
    try await writer.end(run.id, as: .interrupted)
    return try ExchangeReport(
      of: try writer.registry.run(run.id) ?? run, writer.registry,
      isResumed: run.id == resumed?.id)
  }

  /// Ends it, whole or not.
  func complete(
    _ run: RunRecord, _ layout: TrainingLayout, _ writer: RegistryWriter,
    now: @escaping @Sendable () -> Int64
  ) async throws -> ExchangeReport {
    try Directory(layout.temporary).removeTree()
    try await writer.complete(run.id)
    // The models that stand now have foretold what is ahead of the files too; if that cannot be said
    // now, the next run says it.
    try? await ActualsIntake(layout, now: now).scoreAgain(writer)
    return try ExchangeReport(
      of: try writer.registry.run(run.id) ?? run, writer.registry,
      isResumed: run.id == resumed?.id)
  }
}
