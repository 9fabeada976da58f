public import Customers

/// One training of a fleet, as the registry knows it.
public struct RunRecord: Hashable, Sendable {
  /// Counts up with every run of this artifacts folder, from 1.
  public let id: Int64
  /// Equal for runs that make the same models from the same data.
  public let identity: String
  public let kind: RunKind
  public let dataPath: String
  /// The run's settings as JSON, for people and reports.
  public let options: String
  /// Milliseconds since 1970-01-01 UTC.
  public let startedMilliseconds: Int64
  /// Of the last commit, in milliseconds since 1970-01-01 UTC.
  public let updatedMilliseconds: Int64
  /// Milliseconds since 1970-01-01 UTC; nil while it has not ended.
  public let endedMilliseconds: Int64?
  /// When the command began that works on it or worked on it last, in milliseconds since
  /// 1970-01-01 UTC.
  public let sessionStartedMilliseconds: Int64
  /// Customers with an outcome when that command began.
  public let doneBeforeSession: Int
  public let state: RunState
  public let counts: RunCounts
  /// The means over its customers.
  public let accuracy: AccuracyRecord
  /// Why it ended as it did; nil where there is nothing to say.
  public let message: String?
  /// The run that a rollback undoes, or that a promotion brings in; nil of others.
  public let target: Int64?
  /// Where the archives of a staged run are; nil of others.
  public let stage: String?
  /// How often it was refused, one time after the other; 1 of all others.
  public let attempts: Int
}

public enum RunKind: String, Sendable, Codable {
  case train
  case retrain
  /// Brings back what stood before another run.
  case rollback
  /// Brings in the archives of a staged run.
  case promote
}

/// How far a run has come.
public enum RunState: String, Sendable, Codable, CaseIterable {
  /// Under way, or ended without a word (`kill -9`, a power cut) if nobody holds the run's lock.
  case running
  case finished
  case failed
  case interrupted
  case deadline
  /// A rollback or promotion that some customers are still to follow; the others have.
  case partial
  /// Nothing was begun, because something is wrong with the data as a whole; never resumed.
  case refused
  /// Given up by `--restart`; never resumed.
  case abandoned

  /// Whether the same command goes on with such a run.
  public var isResumable: Bool {
    switch self {
    case .running, .failed, .interrupted, .deadline, .partial: true
    case .finished, .refused, .abandoned: false
    }
  }
}

/// How many customers of a run came to which end.
public struct RunCounts: Hashable, Sendable, Codable {
  /// All customers of the run, done or not.
  public var customers = 0
  /// Customers whose model was fitted to all their rows.
  public var trained = 0
  /// Customers whose model took in the new rows.
  public var updated = 0
  /// Customers who kept their model although another was fitted.
  public var kept = 0
  /// Customers whose archive this run had already put in place before it was cut off.
  public var adopted = 0
  public var failed = 0
  /// Customers whose archive a rollback or a promotion has put in place or taken away.
  public var placed = 0
  /// Customers whose file is that of their model; they have no outcome of their own.
  public var unchanged = 0
  /// Customers trained with at least one warning.
  public var warned = 0
  /// Customers with a model whose file is gone: none of the run's.
  public var missing = 0

  public init() {}

  /// Customers with an outcome, or unchanged.
  public var done: Int { recorded + unchanged }

  /// Customers of whom it is not known yet what becomes of them.
  public var left: Int { customers - done }

  /// Customers with an outcome.
  public var recorded: Int { trained + updated + kept + adopted + failed + placed }
}

/// What a new run is told about itself.
public struct NewRun: Hashable, Sendable {
  public let identity: String
  public let kind: RunKind
  public let dataPath: String
  /// The run's settings as JSON.
  public let options: String
  public let customers: Int
  /// How many of them are known to be unchanged.
  public let unchanged: Int
  /// Customers with a model whose file is gone.
  public let missing: Int
  /// Who they are; nil where the run says nothing of them.
  public var missingCustomers: [CustomerID]?
  /// As in `RunRecord`.
  public var target: Int64?
  /// As in `RunRecord`.
  public var stage: String?

  public init(
    identity: String, kind: RunKind, dataPath: String, options: String, customers: Int,
    unchanged: Int = 0, missing: Int = 0
  ) {
    self.identity = identity
    self.kind = kind
    self.dataPath = dataPath
    self.options = options
    self.customers = customers
    self.unchanged = unchanged
    self.missing = missing
  }
}
