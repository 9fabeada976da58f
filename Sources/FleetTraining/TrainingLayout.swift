public import ArchiveHistory
public import FileSystem

/// Where things are in an artifacts folder.
///
/// At its top there are archives only; all else is in `.fleetcast`.
public struct TrainingLayout: Hashable, Sendable {
  /// Of the artifacts folder, absolute.
  public let artifacts: String

  /// - Parameter artifacts: Absolute.
  public init(artifacts: String) {
    self.artifacts = artifacts
  }

  public var state: String { artifacts + "/.fleetcast" }
  public var registry: String { state + "/registry.sqlite" }
  /// Held by the coordinator as long as its run lasts.
  public var runLock: String { state + "/run.lock" }
  /// Held by every worker, shared, as long as it lives.
  public var workersLock: String { state + "/workers.lock" }
  /// Actuals that came ahead of the nightly files.
  public var actuals: String { state + "/actuals" }
  /// Files that are not in place yet; nothing in it outlives a run.
  public var temporary: String { state + "/tmp" }

  /// Of the stages, each a folder in it.
  var stages: String { state + "/staged" }

  /// Where a run trains into that does not touch the served models.
  func stage(_ name: StageName) -> String { stages + "/" + name.text }

  /// What runs have replaced.
  public var previous: PreviousVersions { PreviousVersions(folder: state + "/previous") }

  /// Whether a run is active in the folder now.
  ///
  /// A run in the registry that is `running` while none is active has died without a word.
  ///
  /// - Returns: What the run's lock says at this moment.
  /// - Throws: Where the lock cannot be looked at, as in a folder of somebody else.
  public func isRunActive() throws(FileSystemError) -> Bool {
    try FileLock.tryAcquire(.shared, path: runLock) == nil
  }

  /// The temporary files of one worker.
  func temporary(ofWorker worker: Int) -> String { temporary + "/worker-\(worker)" }
}
