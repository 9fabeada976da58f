import Glibc

/// An advisory `flock`, held until this value ends.
///
/// The descriptor is closed on exec, and the kernel releases the lock if the process dies.
public struct FileLock: ~Copyable, Sendable {
  public enum Mode: Sendable { case shared, exclusive }

  private let descriptor: Descriptor

  /// Takes the lock, or returns nil at once where another process holds it.
  ///
  /// - Parameters:
  ///   - mode: Any number may hold a shared lock at the same time.
  ///   - path: Of the lock's own file, created where it is missing and never removed.
  /// - Returns: The lock, or nil where it is not to be had now.
  /// - Throws: Where the lock's file cannot be opened or locked.
  public static func tryAcquire(_ mode: Mode, path: String) throws(FileSystemError) -> FileLock? {
    try FileLock(mode, LOCK_NB, path: path)
  }

  /// Waits for the lock.
  ///
  /// - Parameters:
  ///   - mode: Any number may hold a shared lock at the same time.
  ///   - path: Of the lock's own file, created where it is missing and never removed.
  /// - Returns: The lock, once nobody holds one that keeps it out.
  /// - Throws: Where the lock's file cannot be opened or locked.
  public static func acquire(_ mode: Mode, path: String) throws(FileSystemError) -> FileLock {
    guard let lock = try FileLock(mode, 0, path: path) else {
      preconditionFailure("flock came back without the lock although it was to wait")
    }
    return lock
  }

  private init?(_ mode: Mode, _ flags: Int32, path: String) throws(FileSystemError) {
    let operation = mode == .shared ? LOCK_SH : LOCK_EX
    // A shared lock is to be had by those too who may only read.
    let access = mode == .shared ? O_RDONLY : O_RDWR
    let descriptor = try Descriptor(opening: path, flags: access | O_CREAT, as: .lock)
    guard try descriptor.lock(operation | flags, path: path) else { return nil }
    self.descriptor = descriptor
  }
}
