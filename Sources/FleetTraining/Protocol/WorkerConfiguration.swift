package import Forecasting
package import SeriesIngest

/// All that a worker has to know beside the customers' names.
package struct WorkerConfiguration: Hashable, Sendable, Codable {
  package var folders: WorkerFolders
  package var model: ModelRules
  package var reading: ReadingRules
  /// An archive put in place since then, from the same source and specification, is this run's
  /// own: in nanoseconds since 1970-01-01 UTC.
  package var runStartedNanoseconds: Int64
  package var batch: BatchLimits
  /// Of a night that brings models up to date; nil where all are fitted.
  package var nightly: NightlyRules?

  package init(
    folders: WorkerFolders, model: ModelRules, reading: ReadingRules,
    runStartedNanoseconds: Int64, batch: BatchLimits
  ) {
    self.folders = folders
    self.model = model
    self.reading = reading
    self.runStartedNanoseconds = runStartedNanoseconds
    self.batch = batch
  }
}

/// Where a worker reads and writes, by absolute paths.
package struct WorkerFolders: Hashable, Sendable, Codable {
  package var data: String
  /// Covariates beside the customers' own files: a folder, or one file; nil where there are none.
  package var future: String?
  package var artifacts: String
  /// This worker's own, on the file system of the artifacts.
  package var temporary: String
  /// The file of the lock that every worker holds, shared.
  package var lock: String
  /// Of the pack in which this worker keeps what it replaces, without an ending; nil where nothing
  /// is kept.
  package var previous: String?

  package init(
    data: String, future: String? = nil, artifacts: String, temporary: String, lock: String
  ) {
    self.data = data
    self.future = future
    self.artifacts = artifacts
    self.temporary = temporary
    self.lock = lock
  }
}

/// What kind of model a worker makes.
package struct ModelRules: Hashable, Sendable, Codable {
  package var specification: ModelSpec
  /// Stands in every archive; 32 hexadecimal digits.
  package var digest: String

  package init(specification: ModelSpec, digest: String) {
    self.specification = specification
    self.digest = digest
  }
}

/// When a worker puts what it has trained in place.
public struct BatchLimits: Hashable, Sendable, Codable {
  /// After so many customers, at least 1.
  public var customers = 512
  /// After so much time.
  public var milliseconds = 1_000

  public init() {}
}

/// How a night brings models up to date.
public struct NightlyRules: Hashable, Sendable, Codable {
  /// A model is fitted anew once its rows reach so far beyond its last full fit, in seconds; nil:
  /// never for that alone.
  public var refitEverySeconds: Int64?
  /// Whether every file is read and compared as a whole, whatever its size and times say.
  public var verifiesContent = false

  public init() {}
}

/// `ReadingOptions` as a worker is told of them.
package struct ReadingRules: Hashable, Sendable, Codable {
  package var timeColumn: String?
  package var valueColumn: String?
  package var isStrict: Bool
  package var maximumBytes: Int64
  package var mayHaveTwoFiles: Bool

  package init(_ options: ReadingOptions) {
    timeColumn = options.timeColumn
    valueColumn = options.valueColumn
    isStrict = options.strict
    maximumBytes = options.maximumBytes
    mayHaveTwoFiles = options.mayHaveTwoFiles
  }

  package var options: ReadingOptions {
    var options = ReadingOptions()
    options.timeColumn = timeColumn
    options.valueColumn = valueColumn
    options.strict = isStrict
    options.maximumBytes = maximumBytes
    options.mayHaveTwoFiles = mayHaveTwoFiles
    return options
  }
}
