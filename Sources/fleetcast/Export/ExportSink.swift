import FileSystem
import Glibc

/// Standard output, or a file that appears under its name when it is whole.
struct ExportSink: ~Copyable {
  private let path: String?
  private let file: OutputFile?

  /// Standard output where `path` is nil.
  init(path: String?) throws(FileSystemError) {
    self.path = path
    if let path {
      file = try OutputFile(Self.temporary(path), from: .empty)
    } else {
      file = nil
    }
  }

  mutating func write(_ bytes: [UInt8]) throws(FileSystemError) {
    guard path != nil else { return StandardOutput.write(bytes) }
    try file?.write(bytes)
  }

  mutating func finish() throws(FileSystemError) {
    guard let path else { return }
    try Directory.rename(Self.temporary(path), to: path)
  }

  deinit {
    // Left over where the export failed; after a rename there is nothing of this name.
    if let path { unlink(Self.temporary(path)) }
  }

  private static func temporary(_ path: String) -> String { path + ".\(getpid()).tmp" }
}
