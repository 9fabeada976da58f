import Glibc

/// A file of any kind, read once from its beginning to its end: regular, a pipe, standard input.
public struct SequentialFile: ~Copyable {
  public let path: String
  private let descriptor: Descriptor

  /// Opens a file; a named pipe waits for its writer.
  public init(opening path: String) throws(FileSystemError) {
    self.path = path
    descriptor = try Descriptor(opening: path, flags: O_RDONLY | O_NOCTTY)
  }

  /// Standard input.
  public init() throws(FileSystemError) {
    path = "standard input"
    descriptor = try Descriptor(duplicating: STDIN_FILENO, path: path)
  }

  /// Fills `buffer` from `start` to its end, with several reads where a pipe gives less at a time.
  ///
  /// - Parameters:
  ///   - buffer: Keeps its size.
  ///   - start: Of the first byte to write.
  /// - Returns: How many bytes came; there is room left only at the end of the file.
  /// - Throws: What the system says of the file.
  public func fill(_ buffer: inout [UInt8], from start: Int) throws(FileSystemError) -> Int {
    var total = 0
    while start + total < buffer.count {
      let count = try descriptor.read(into: &buffer, from: start + total, path: path)
      if count == 0 { break }
      total += count
    }
    return total
  }
}
