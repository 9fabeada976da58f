import CLinux
import Glibc

/// An open file descriptor, closed where this value ends and never passed on to a child process.
///
/// Paths given to its functions only name the file in errors.
struct Descriptor: ~Copyable, Sendable {
  private let number: Int32

  init(
    opening path: String, flags: Int32, as operation: FileSystemError.Operation = .open,
    permissions: mode_t = 0o666
  ) throws(FileSystemError) {
    number = try Self.retrying(operation, path: path) { open(path, flags | O_CLOEXEC, permissions) }
  }

  /// A second descriptor of what `number` stands for, such as standard input.
  init(duplicating number: Int32, path: String) throws(FileSystemError) {
    self.number = try Self.retrying(.open, path: path) { fcntl(number, F_DUPFD_CLOEXEC, 0) }
  }

  deinit { _ = Glibc.close(number) }

  /// Closes, and tells what the file system only finds out now (NFS, quotas).
  consuming func close(path: String) throws(FileSystemError) {
    let closed = Glibc.close(number)
    let code = errno
    discard self
    // After EINTR Linux has closed the descriptor all the same.
    guard closed == 0 || code == EINTR else {
      throw FileSystemError(.write, path: path, code: code)
    }
  }

  func status(path: String) throws(FileSystemError) -> FileStatus {
    var status = stat()
    guard fstat(number, &status) == 0 else {
      throw FileSystemError(.stat, path: path, code: errno)
    }
    return FileStatus(status)
  }

  /// One `read` into `buffer` from `start` on.
  ///
  /// - Returns: How many bytes came; 0 at the end of the file.
  func read(into buffer: inout [UInt8], from start: Int, path: String) throws(FileSystemError)
    -> Int
  {
    try Self.retrying(.read, path: path) {
      buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(number, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
    }
  }

  /// The first `count` bytes from where the descriptor stands, fewer where the file ends before.
  func readAll(count: Int, path: String) throws(FileSystemError) -> [UInt8] {
    try Self.filling(count, path: path) { start, room, _ in Glibc.read(number, start, room) }
  }

  /// The first `count` bytes from `offset` on, fewer where the file ends before.
  func readAll(count: Int, at offset: Int64, path: String) throws(FileSystemError) -> [UInt8] {
    try Self.filling(count, path: path) { start, room, filled in
      pread(number, start, room, off_t(offset) + off_t(filled))
    }
  }

  // `read` is one call that reads to an address, at most so many bytes, behind so many that came
  // before.
  private static func filling(
    _ count: Int, path: String, _ read: (UnsafeMutableRawPointer?, Int, _ filled: Int) -> Int
  ) throws(FileSystemError) -> [UInt8] {
    var failure: FileSystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(FileSystemError) {
        while filled < count {
          let start = filled
          let got = try Self.retrying(.read, path: path) {
            read(
              buffer.baseAddress.map { UnsafeMutableRawPointer($0 + start) }, count - start, start)
          }
          guard got > 0 else { return }
          filled += got
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  func seek(to offset: Int64, path: String) throws(FileSystemError) {
    _ = try Self.retrying(.read, path: path) { lseek(number, off_t(offset), SEEK_SET) }
  }

  func writeAll(_ bytes: [UInt8], path: String) throws(FileSystemError) {
    var done = 0
    while done < bytes.count {
      done += try Self.retrying(.write, path: path) {
        bytes.withUnsafeBytes { bytes in
          Glibc.write(number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        }
      }
    }
  }

  func writeAll(_ bytes: [UInt8], at offset: Int64, path: String) throws(FileSystemError) {
    var done = 0
    while done < bytes.count {
      done += try Self.retrying(.write, path: path) {
        bytes.withUnsafeBytes { bytes in
          pwrite(
            number, bytes.baseAddress.map { $0 + done }, bytes.count - done,
            off_t(offset) + off_t(done))
        }
      }
    }
  }

  func truncate(to count: Int64, path: String) throws(FileSystemError) {
    _ = try Self.retrying(.write, path: path) { ftruncate(number, off_t(count)) }
  }

  /// Makes this one file, or folder of entries, durable.
  func sync(path: String) throws(FileSystemError) {
    _ = try Self.retrying(.sync, path: path) { fsync(number) }
  }

  /// Makes the whole file system durable that the descriptor is on.
  func syncFileSystem(path: String) throws(FileSystemError) {
    _ = try Self.retrying(.sync, path: path) { fleetcast_syncfs(number) }
  }

  /// Takes the advisory lock.
  ///
  /// - Returns: False where `LOCK_NB` is in `operation` and another holds the lock.
  func lock(_ operation: Int32, path: String) throws(FileSystemError) -> Bool {
    do {
      _ = try Self.retrying(.lock, path: path) { flock(number, operation) }
      return true
    } catch {
      guard error.code == EWOULDBLOCK else { throw error }
      return false
    }
  }

  /// Calls again as long as a signal interrupts the call.
  private static func retrying<Count: SignedInteger>(
    _ operation: FileSystemError.Operation, path: String, _ call: () -> Count
  ) throws(FileSystemError) -> Count {
    while true {
      let result = call()
      if result >= 0 { return result }
      let code = errno
      guard code == EINTR else { throw FileSystemError(operation, path: path, code: code) }
    }
  }
}
