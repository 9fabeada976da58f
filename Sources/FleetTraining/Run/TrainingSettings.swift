public import Customers
public import FileSystem
public import Forecasting
public import ModelRegistry
public import SeriesIngest

/// What a run is asked to do.
public struct TrainingSettings: Sendable {
  public var kind = RunKind.train
  /// Of the folder with the customers' files.
  public var dataFolder: String
  /// Created where it is missing.
  public var artifactsFolder: String
  public var specification = ModelSpec()
  /// What is known of the specification's covariates beside the customers' files.
  public var future: FutureSource?
  public var reading = ReadingOptions()
  public var shard = Shard.whole
  /// Who is trained; nil: all of the data folder.
  ///
  /// A customer named here that has no file is a failure of the run.
  public var customers: CustomerList?
  /// Worker processes, at least 1.
  public var workers: Int
  public var beginning = RunBeginning.resume
  /// The run ends when this share of its customers has failed, in 0...1; nil: never.
  public var maximumFailedShare: Double?
  /// Where the archives go instead of over the served ones; nil: over those.
  public var stage: StageName?
  /// When the run is to have stopped, in milliseconds since 1970-01-01 UTC; nil: never.
  public var deadlineMilliseconds: Int64?
  /// When the same time of day was last, in milliseconds since 1970-01-01 UTC; nil where the deadline
  /// is an instant.
  ///
  /// What is given again soon after it belongs to the night that it ended, and is refused.
  public var passedDeadlineMilliseconds: Int64?
  /// Of so many runs, the newest, what they replaced is kept; with 0 nothing is kept.
  public var runsToKeepPrevious = Self.standardRunsToKeepPrevious
  /// How patient to be with workers; `maximumFailures` in it is overridden by the share.
  public var limits = RunLimits()
  public var batch = BatchLimits()
  /// Of a run of kind `retrain`.
  public var nightly = NightlyRules()
  /// A retraining refuses to begin when the files of a larger share of the known customers are gone,
  /// in 0...1; nil: it begins.
  public var maximumMissingShare: Double? = 0.1
  public var worker = WorkerCommand.own

  /// A week of nights.
  public static let standardRunsToKeepPrevious = 7

  public init(dataFolder: String, artifactsFolder: String, workers: Int) {
    self.dataFolder = dataFolder
    self.artifactsFolder = artifactsFolder
    self.workers = workers
  }
}

/// Where covariates are known beside the customers' own files.
public struct FutureSource: Hashable, Sendable {
  /// Of a folder with a file a customer, or of one file for all; absolute.
  public let path: String
  /// Of the one file; nil of a folder.
  public let digest: ContentDigest?

  public init(path: String, digest: ContentDigest?) {
    self.path = path
    self.digest = digest
  }
}

/// What becomes of the last run of the same identity.
public enum RunBeginning: Hashable, Sendable {
  /// It goes on if it is unfinished; otherwise a new run starts.
  case resume
  /// It is given up if it is unfinished; a new run starts.
  case restart
  /// Its failed customers are tried again, and where it is unfinished the rest as well.
  case onlyFailed
}
