import Foundation

/// A folder of one test, removed with it.
final class TemporaryFolder {
  let url: URL
  /// Beside the test's own files, for what processes print.
  let logs: URL

  /// An empty folder; `inMemory` puts it where nothing waits for a disk, if there is such a place.
  init(inMemory: Bool = false) throws {
    let memory = "/dev/shm"
    let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory)
    let base = (isThere ? URL(filePath: memory) : FileManager.default.temporaryDirectory)
      .appending(path: "fleetcast-\(UUID().uuidString)")
    url = base.appending(path: "work")
    logs = base.appending(path: "logs")
    for folder in [url, logs] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    // Tests that drop root must still reach it.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: url.path(percentEncoded: false))
  }

  deinit {
    try? FileManager.default.removeItem(at: url.deletingLastPathComponent())  // best effort
  }

  subscript(path: String) -> URL { url.appending(path: path) }

  func path(_ path: String) -> String { self[path].path(percentEncoded: false) }

  /// Writes a file, with the folders above it.
  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  func write(_ data: Data, to path: String) throws {
    let file = self[path]
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func text(_ path: String) throws -> String { try String(contentsOf: self[path], encoding: .utf8) }

  func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self.path(path)).sorted()
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: self.path(path)) }
}

/// A customer's file: `rows` days from 2024-01-01 with a weekly shape around `level`.
func dailyCSV(rows: Int, level: Double = 100) -> String {
  var text = "timestamp,value\n"
  var day = DateComponents(calendar: Calendar(identifier: .gregorian), year: 2024, month: 1, day: 1)
  day.timeZone = .gmt
  let start = day.date ?? .distantPast
  for row in 0..<rows {
    let date = start.addingTimeInterval(Double(row) * 86_400).formatted(
      .iso8601.year().month().day())
    let value = level + 10 * sin(Double(row) * 2 * .pi / 7) + Double(row) * 0.05
    text += "\(date),\((value * 1000).rounded() / 1000)\n"
  }
  return text
}
