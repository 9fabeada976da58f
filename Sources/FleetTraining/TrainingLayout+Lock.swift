import FileSystem

extension TrainingLayout {
  /// The run's lock.
  ///
  /// It is tried twice: `status` holds it for a moment to see whether somebody else does.
  ///
  /// - Parameter mode: Exclusive for whoever changes the folder.
  /// - Returns: The lock, held as long as it lives.
  /// - Throws: `anotherRunActive`, or where the folder cannot be used.
  func takeRunLock(_ mode: FileLock.Mode) async throws(TrainingError) -> FileLock {
    for attempt in 0..<2 {
      do throws(FileSystemError) {
        if let lock = try FileLock.tryAcquire(mode, path: runLock) { return lock }
      } catch {
        throw .artifactsFolderUnusable(error)
      }
      // Whoever is cancelled meanwhile finds out afterwards.
      if attempt == 0 { try? await Task.sleep(for: .milliseconds(100)) }
    }
    throw .anotherRunActive(artifactsFolder: artifacts)
  }
}
