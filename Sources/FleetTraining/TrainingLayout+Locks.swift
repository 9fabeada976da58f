import FileSystem
import Foundation

extension TrainingLayout {
  /// The layout of a folder that is created where it is missing.
  init(creating folder: String) throws(TrainingError) {
    try Self.check(folder)
    do throws(FileSystemError) {
      try Directory(folder).create()
      self.init(artifacts: URL(filePath: folder).resolvingSymlinksInPath().path)
      try Directory(state).create()
    } catch {
      throw .artifactsFolderUnusable(error)
    }
  }

  /// - Parameter folder: That is there, or can be made.
  /// - Throws: `TrainingError.artifactsNoFolder`.
  static func check(_ folder: String) throws(TrainingError) {
    var path = URL(filePath: folder)
    var isFolder: ObjCBool = false
    // Its `path` has no slash at the end, with which a file would not be found.
    while !FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) {
      let parent = path.deletingLastPathComponent()
      // Nothing is there up to the root, or to where this user may not look.
      guard parent.path != path.path else { return }
      path = parent
    }
    guard isFolder.boolValue else { throw .artifactsNoFolder(path: folder) }
  }

  /// The run's lock.
  ///
  /// A run keeps everybody out of it. One who only reads, as `status` does for a moment and
  /// `status --verify` for long, keeps out those who change the folder; they may wait.
  ///
  /// - Parameters:
  ///   - mode: Exclusive for whoever changes the folder.
  ///   - folder: As the user named it; the layout's own path where nil.
  ///   - wait: Called before every pause for a reader with its number, from 1; throws where it is
  ///     not to be waited for any longer. Without it a moment is all there is.
  /// - Returns: The lock, to be held as long as the folder is written to.
  /// - Throws: `TrainingError.anotherRunActive`, `folderIsRead`, what `wait` throws, or that the
  ///   folder cannot be used.
  func takeRunLock(
    _ mode: FileLock.Mode = .exclusive, named folder: String? = nil,
    whileRead wait: ((_ attempt: Int) throws(TrainingError) -> Void)? = nil
  ) async throws(TrainingError) -> FileLock {
    var attempt = 0
    while true {
      if let lock = try tryRunLock(mode) { return lock }
      let isRead = mode == .exclusive ? try tryRunLock(.shared) != nil : false
      attempt += 1
      // A process that another thread is just starting holds what its parent has let go.
      guard isRead || attempt <= 5 else {
        throw .anotherRunActive(artifactsFolder: folder ?? artifacts)
      }
      if let wait, isRead {
        try wait(attempt)
      } else if isRead, attempt > 3 {
        throw .folderIsRead(artifactsFolder: folder ?? artifacts)
      }
      // Whoever can be cancelled finds out in `wait`.
      try? await Task.sleep(for: .milliseconds(100))
    }
  }

  private func tryRunLock(_ mode: FileLock.Mode) throws(TrainingError) -> FileLock? {
    do throws(FileSystemError) {
      return try FileLock.tryAcquire(mode, path: runLock)
    } catch {
      throw .artifactsFolderUnusable(error)
    }
  }

  /// Whether workers of a run are there, be it one that died.
  func areWorkersAlive() throws(TrainingError) -> Bool {
    do throws(FileSystemError) {
      return try FileLock.tryAcquire(.exclusive, path: workersLock) == nil
    } catch {
      throw .fileSystem(error)
    }
  }
}
