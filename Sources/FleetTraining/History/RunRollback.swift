import ArchiveHistory
import Customers
import FileSystem
import ModelRegistry

/// Brings back what stood before a run replaced it.
public struct RunRollback: Sendable {
  private let layout: TrainingLayout
  private let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - layout: Of the artifacts folder.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  public init(_ layout: TrainingLayout, now: @escaping @Sendable () -> Int64) {
    self.layout = layout
    self.now = now
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
  ///   - isForced: Whether customers that later runs have replaced are rolled back as well.
  /// - Returns: What was brought back.
  /// - Throws: `HistoryError`; `replacedSince` only where it is not forced.
  public func rollBack(_ id: Int64, isForced: Bool) async throws(HistoryError) -> ExchangeReport {
    do {
      return try await layout.whileNobodyWrites(now) { try await rollBack(id, isForced, $0) }
    } catch {
      throw HistoryError(layer: error)
    }
  }

  private func rollBack(
    _ id: Int64, _ isForced: Bool, _ writer: RegistryWriter
  ) async throws -> ExchangeReport {
    let registry = writer.registry
    let runs = try registry.runs(since: id)
    guard let run = runs.last, run.id == id else {
      throw HistoryError.noSuchRun(id, registry: registry.path)
    }
    if let stage = run.stage { throw HistoryError.runIsStaged(id, stage: stage) }
    let lineage = RunLineage(runs)
    if let done = runs.first(where: { $0.id == lineage.rollback(of: id) }) {
      return try ExchangeReport(of: done, registry, wasDone: true)
    }
    let versions = try layout.versions(of: run)
    guard !versions.isEmpty else { throw HistoryError.nothingKept(run: id) }
    let cutOff = runs.first { $0.kind == .rollback && $0.target == id && $0.state.isResumable }
    let later = lineage.replacing(id).filter { $0.id != cutOff?.id }
    if !isForced { try refuse(id, versions, replacedBy: later) }
    let opened = try await open(run, cutOff: cutOff, later: later, writer)
    try await restore(versions, by: opened, writer)
    return try ExchangeReport(
      of: try registry.run(opened.id) ?? opened, registry, isResumed: opened.id == cutOff?.id)
  }

  private func refuse(
    _ id: Int64, _ versions: RunVersions, replacedBy later: [RunRecord]
  ) throws {
    var replaced: [CustomerID: Int64] = [:]
    var replacing: [Int64] = []
    for run in later {
      for version in try layout.versions(of: run).predecessors
      where versions.contains(version.customer) {
        if replacing.last != run.id { replacing.append(run.id) }
        if replaced[version.customer] == nil { replaced[version.customer] = run.id }
      }
    }
    guard !replaced.isEmpty else { return }
    let examples = replaced.sorted { $0.key < $1.key }.prefix(3)
    throw HistoryError.replacedSince(
      run: id, customers: replaced.count,
      examples: examples.map { HistoryError.Replacement(customer: $0.key, run: $0.value) },
      later: replacing)
  }

  /// A rollback that was cut off goes on unless another run came after it.
  private func open(
    _ run: RunRecord, cutOff: RunRecord?, later: [RunRecord], _ writer: RegistryWriter
  ) async throws(RegistryError) -> RunRecord {
    if let cutOff {
      guard let newer = later.first(where: { $0.id > cutOff.id }) else {
        return try await writer.resume(
          cutOff.id, customers: cutOff.counts.customers, forgettingFailures: true)
      }
      try await writer.end(cutOff.id, as: .abandoned, message: "overtaken by run \(newer.id)")
    }
    var new = NewRun(
      identity: "rollback \(run.id)", kind: .rollback, dataPath: run.dataPath,
      options: "{\"kind\":\"rollback\",\"run\":\(run.id)}", customers: 0)
    new.target = run.id
    return try await writer.begin(new)
  }

  private func restore(
    _ versions: RunVersions, by run: RunRecord, _ writer: RegistryWriter
  ) async throws {
    var exchange = try ArchiveExchange(layout, writer, run: run)
    for version in versions.predecessors where !exchange.isDone(version.customer) {
      if version.isNone {
        try await exchange.withdraw(version.customer)
      } else if try !stands(version) {
        try await restore(version, by: &exchange)
      }
    }
    try await exchange.finish()
    try Directory(layout.temporary).removeTree()
    try await writer.complete(run.id)
    // The models of before have foretold what is ahead of the files too; if that cannot be said now,
    // the next run says it.
    _ = try? await ActualsIntake(layout, now: now).takeIn(writer)
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
