import Foundation
import ModelRegistry
import TestFolders
import Testing

@Test func `a whole registry has no faults`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record([trained("a")], in: run.id)

  #expect(try writer.registry.integrityFaults().isEmpty)
}

@Test func `a page that was overwritten is found`() async throws {
  let folder = try TemporaryFolder()
  let path = folder.path("registry.sqlite")
  do {
    let writer = try folder.writer()
    let run = try await writer.begin(newRun())
    try await writer.record((0..<500).map { try trained("customer-\($0)") }, in: run.id)
  }
  // The last page belongs to one of the tables' trees.
  let file = try FileHandle(forUpdating: URL(filePath: path))
  let end = try file.seekToEnd()
  try file.seek(toOffset: end - 4096)
  try file.write(contentsOf: Data(repeating: 0x5A, count: 4096))
  try file.close()

  let registry = try Registry(readOnly: path)

  #expect(try faults(of: registry) > 0)
}

/// So damaged that SQLite will not even look counts as one fault.
private func faults(of registry: Registry) throws -> Int {
  do {
    return try registry.integrityFaults().count
  } catch RegistryError.damaged {
    return 1
  }
}
