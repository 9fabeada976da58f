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
  /// It is tried twice: `status` holds it for a moment to see whether somebody else does.
  ///
  /// - Parameters:
  ///   - mode: Exclusive for whoever changes the folder.
  ///   - folder: As the user named it; the layout's own path where nil.
  /// - Returns: The lock, to be held as long as the folder is written to.
  /// - Throws: `TrainingError.anotherRunActive`, or that the folder cannot be used.
  func takeRunLock(
    _ mode: FileLock.Mode = .exclusive, named folder: String? = nil
  ) async throws(TrainingError) -> FileLock {
    for attempt in 0..<2 {
      do throws(FileSystemError) {
        if let lock = try FileLock.tryAcquire(mode, path: runLock) { return lock }
      } catch {
        throw .artifactsFolderUnusable(error)
      }
      // A cancelled run finds out below.
      if attempt == 0 { try? await Task.sleep(for: .milliseconds(100)) }
    }
    throw .anotherRunActive(artifactsFolder: folder ?? artifacts)
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
