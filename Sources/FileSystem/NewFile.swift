import Glibc

/// A file that is written once, under a name that nothing has yet.
enum NewFile {
  /// Creates and writes the file; where that fails, nothing is left of it.
  ///
  /// - Parameters:
  ///   - bytes: All of the content.
  ///   - path: Must not exist.
  ///   - durable: Whether its content is to be on the disk on return (not its name).
  /// - Throws: The first failure, that of the final `close` included.
  static func write(_ bytes: [UInt8], path: String, durable: Bool) throws(FileSystemError) {
    let descriptor = try Descriptor(
      opening: path, flags: O_WRONLY | O_CREAT | O_EXCL, as: .create)
    do throws(FileSystemError) {
      try descriptor.writeAll(bytes, path: path)
      if durable { try descriptor.sync(path: path) }
      try descriptor.close(path: path)
    } catch {
      _ = unlink(path)
      throw error
    }
  }
}
