public import ModelRegistry

/// What a rollback or a promotion did.
public struct ExchangeReport: Sendable {
  /// The rollback or promotion itself, which is a run too and can be rolled back.
  public let run: RunRecord
  /// Whether it was finished before and nothing was left to do.
  public let wasDone: Bool
  /// Whether it was cut off before and went on now.
  public let isResumed: Bool
  /// Of a promotion: whether its models were made with other options than those served before.
  public internal(set) var changesSpecification = false
  /// Customers whose archive was put in place, in all sessions of the run.
  public private(set) var placed = 0
  /// Customers whose archive was taken away, as they had none before.
  public private(set) var withdrawn = 0
  /// Customers that keep the archive they have, with the reason.
  public private(set) var failures: [FailureSummary] = []
}

extension ExchangeReport {
  init(
    of run: RunRecord, _ registry: Registry, wasDone: Bool = false, isResumed: Bool = false
  ) throws(RegistryError) {
    self.run = run
    self.wasDone = wasDone
    self.isResumed = isResumed
    let counts = try registry.outcomeCounts(of: run.id)
    placed = counts[.restored, default: 0] + counts[.promoted, default: 0]
    withdrawn = counts[.withdrawn, default: 0]
    failures = try registry.failures(of: run.id)
  }
}
