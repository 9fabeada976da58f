import ArchiveHistory
import FileSystem
import ModelRegistry

extension TrainingLayout {
  /// Holds the run's lock while `body` works on a folder into which something was trained.
  func whileNobodyWrites<Result>(
    _ now: @escaping @Sendable () -> Int64, _ body: (RegistryWriter) async throws -> Result
  ) async throws -> Result {
    do throws(RegistryError) {
      _ = try Registry(readOnly: registry)
    } catch .olderSchema {
      // The writer brings it up to date.
    }
    let lock = try await takeRunLock(.exclusive)
    // Workers of a run that died may still put their archives in place.
    guard try !areWorkersAlive() else {
      throw TrainingError.anotherRunActive(artifactsFolder: artifacts)
    }
    try Directory(temporary).removeTree()
    let result = try await body(try RegistryWriter(path: registry, now: now))
    _ = consume lock
    return result
  }

  /// Keeps out whoever changes the folder while `body` looks at it.
  func whileNobodyChanges<Result>(_ body: (Registry) throws -> Result) async throws -> Result {
    let registry = try Registry(readOnly: registry)
    let lock = try await takeRunLock(.shared)
    let result = try body(registry)
    _ = consume lock
    return result
  }

  /// What a run has replaced.
  func versions(of run: RunRecord) throws(FileSystemError) -> RunVersions {
    try RunVersions(
      previous.packs(ofRun: run.id, startedMilliseconds: run.startedMilliseconds))
  }
}
