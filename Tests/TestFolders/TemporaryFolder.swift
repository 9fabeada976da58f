public import Foundation

/// A folder of one test, removed with all it holds when the test ends.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// An empty folder; `inMemory` puts it where nothing waits for a disk, if there is such a place.
  public init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
    let url = (isThere ? URL(filePath: memory) : FileManager.default.temporaryDirectory)
      .appending(path: "fleetcast-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
    // Tests that drop root must still reach it.
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
  }

  deinit {
    // A leftover in the system's temporary folder is no reason to fail.
    try? FileManager.default.removeItem(atPath: path)
  }

  public var url: URL { URL(filePath: path) }

  public subscript(name: String) -> URL { URL(filePath: path(name)) }

  public func path(_ name: String) -> String { path + "/" + name }

  /// Writes a file, and makes the folders above it.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file, and makes the folders above it.
  @discardableResult
  public func write(_ data: Data, to name: String) throws -> String {
    try FileManager.default.createDirectory(
      at: self[name].deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: self[name])
    return path(name)
  }

  public func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path(name), withIntermediateDirectories: true)
  }

  public func text(of name: String) throws -> String {
    try String(contentsOf: self[name], encoding: .utf8)
  }

  /// The names of all entries, sorted.
  public func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()
  }

  public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
