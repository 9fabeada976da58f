import ArchiveHistory
import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// What a rollback is about, before anything is changed.
struct RollbackPlan {
  let run: RunRecord
  /// What the run has replaced.
  let versions: RunVersions
  let exchange: ExchangeRun
  /// The finished rollback that still counts.
  let done: RunRecord?

  private let layout: TrainingLayout
  private let registry: Registry
  /// Whose archives may stand where those of the run stood, the newest first.
  private let later: [RunRecord]

  /// - Throws: `HistoryError` where the run cannot be rolled back whatever is consented to.
  init(of id: Int64, _ layout: TrainingLayout, _ registry: Registry) throws {
    let runs = try registry.runs(since: id)
    guard let run = runs.last, run.id == id else {
      throw HistoryError.noSuchRun(id, registry: registry.path)
    }
    if let stage = run.stage { throw HistoryError.runIsStaged(id, stage: stage) }
    let lineage = RunLineage(runs)
    let exchange = ExchangeRun(.rollback, of: run, among: runs)
    done = runs.first { $0.id == lineage.rollback(of: id) }
    versions = try layout.versions(of: run)
    guard done != nil || !versions.isEmpty else { throw HistoryError.nothingKept(run: id) }
    later = lineage.replacing(id).filter { $0.id != exchange.unfinished?.id }
    self.run = run
    self.exchange = exchange
    self.layout = layout
    self.registry = registry
  }

  /// What would become of the customers.
  func preview() throws -> ExchangePreview {
    var preview = try ExchangePreview(
      of: run, exchange, doneBy: done?.id, registry, in: layout.artifacts)
    guard done == nil else { return preview }
    for version in versions.predecessors {
      if version.isNone {
        preview.withdraw(version.customer)
      } else {
        preview.place(version.customer, version: version.version)
      }
    }
    return preview
  }

  /// Why the rollback must not begin without consent, nil where it may.
  ///
  /// - Parameters:
  ///   - preview: Of the same plan.
  ///   - consent: What was consented to.
  /// - Returns: `replacedSince` or `removesModels`.
  /// - Throws: What the file system says.
  func refusal(_ preview: ExchangePreview, _ consent: RollbackConsent) throws -> HistoryError? {
    if !consent.contains(.replacedCustomers), let error = try replacedSince() { return error }
    // What was begun was consented to.
    guard !consent.contains(.removedModels), exchange.resumed == nil else { return nil }
    let removed = preview.removed
    guard removed.customers > 0 else { return nil }
    let standing = try ArchiveFolder(layout.artifacts).customers().count
    guard removed.customers > standing - removed.customers + preview.added.customers else {
      return nil
    }
    return .removesModels(
      run: run.id, customers: removed.customers, standing: standing, examples: removed.examples)
  }

  private func replacedSince() throws -> HistoryError? {
    var replaced: [CustomerID: Int64] = [:]
    var replacing: [Int64] = []
    for run in later {
      for version in try layout.versions(of: run).predecessors
      where versions.contains(version.customer) {
        if replacing.last != run.id { replacing.append(run.id) }
        if replaced[version.customer] == nil { replaced[version.customer] = run.id }
      }
    }
    guard !replaced.isEmpty else { return nil }
    let examples = replaced.sorted { $0.key < $1.key }.prefix(3)
    return .replacedSince(
      run: run.id, customers: replaced.count,
      examples: examples.map { HistoryError.Replacement(customer: $0.key, run: $0.value) },
      later: replacing)
  }
}

/// What a rollback does only where it is consented to.
public struct RollbackConsent: OptionSet, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Customers that later runs have replaced are rolled back as well.
  public static let replacedCustomers = RollbackConsent(rawValue: 1)
  /// More models may be taken away than are left, as by the rollback of a fleet's first training.
  public static let removedModels = RollbackConsent(rawValue: 2)
}
