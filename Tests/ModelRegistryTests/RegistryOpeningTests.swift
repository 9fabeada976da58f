import Foundation
import GRDB
import ModelRegistry
import TestFolders
import Testing

@Test func `a missing registry is an error of its own`() throws {
  let folder = try TemporaryFolder()

  #expect(throws: RegistryError.missing(path: folder.path("registry.sqlite"))) {
    try Registry(readOnly: folder.path("registry.sqlite"))
  }
}

@Test func `a file that is no database is refused by reader and writer`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("registry.sqlite")
  try Data(repeating: UInt8(ascii: "x"), count: 8_192).write(to: URL(filePath: path))

  #expect(throws: RegistryError.notADatabase(path: path)) { try Registry(readOnly: path) }
  #expect(throws: RegistryError.notADatabase(path: path)) { try RegistryWriter(path: path) { 0 } }
}

@Test func `a registry of a newer version is refused by reader and writer`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("registry.sqlite")
  _ = try folder.writer()
  try DatabaseQueue(path: path).write {
    try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 from the future')")
  }

  #expect(throws: RegistryError.newerSchema(path: path)) { try Registry(readOnly: path) }
  #expect(throws: RegistryError.newerSchema(path: path)) { try RegistryWriter(path: path) { 0 } }
}

@Test func `a database without our tables asks for a training`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("registry.sqlite")
  try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE other (x)") }

  #expect(throws: RegistryError.olderSchema(path: path)) { try Registry(readOnly: path) }
}

@Test func `a registry in a folder that is not there cannot be written`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("missing/registry.sqlite")

  #expect(throws: RegistryError.readOnly(path: path)) { try RegistryWriter(path: path) { 0 } }
}

@Test func `a reader sees each commit while the writer keeps the registry open`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  let reader = try Registry(readOnly: folder.path("registry.sqlite"))
  #expect(try reader.lastRun()?.counts.trained == 0)

  try await writer.record([trained("a")], in: run.id)

  #expect(try reader.lastRun()?.counts.trained == 1)
}

@Test func `a writer waits in vain for a lock that another program holds`() throws {
  let folder = try TemporaryFolder()
  let path = folder.path("registry.sqlite")
  try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE other (x)") }
  let other = try DatabaseQueue(path: path)

  try other.inDatabase { database in
    try database.execute(sql: "BEGIN EXCLUSIVE")
    #expect(throws: RegistryError.locked(path: path)) {
      try RegistryWriter(path: path, lockTimeout: 0.01) { 0 }
    }
    try database.execute(sql: "COMMIT")
  }
}

@Test func `every error says which file and what to do`() {
  let errors: [RegistryError] = [
    .missing(path: "/r"), .notADatabase(path: "/r"), .newerSchema(path: "/r"),
    .olderSchema(path: "/r"), .locked(path: "/r"), .readOnly(path: "/r"), .diskFull(path: "/r"),
    .damaged(path: "/r", detail: "d"), .failed(path: "/r", code: 1, detail: "d"),
  ]

  for error in errors {
    #expect("\(error)".contains("/r"))
  }
}
