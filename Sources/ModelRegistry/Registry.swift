import GRDB

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the artifacts folder knows of its runs, outcomes and current archives, for reading.
///
/// Any number of readers may have it open while one `RegistryWriter` writes: a reader sees the
/// last commit.
public struct Registry: Sendable {
  public let path: String
  let database: DatabaseQueue

  init(path: String, database: DatabaseQueue) {
    self.path = path
    self.database = database
  }

  /// Opens the registry for reading only; nothing on disk changes.
  ///
  /// - Parameter path: Of the SQLite file.
  /// - Throws: `RegistryError` where there is none, or none that this version reads.
  public init(readOnly path: String) throws(RegistryError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      let database = try Self.openReadOnly(path, configuration)
      try database.read { try Self.checkSchema($0, path: path) }
      self.init(path: path, database: database)
    } catch {
      throw RegistryError(error, path: path)
    }
  }

  // Without a write-ahead log nobody is writing, and a folder in which SQLite may not create one
  // can still be read by promising that the file does not change.
  private static func openReadOnly(
    _ path: String, _ configuration: Configuration
  ) throws -> DatabaseQueue {
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.read { _ = try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
      return database
    } catch let error as DatabaseError
      where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
      && !FileManager.default.fileExists(atPath: path + "-wal")
    {
      let uri = "file:\(escapedForURI(path))?immutable=1"
      return try DatabaseQueue(path: uri, configuration: configuration)
    }
  }

  private static func escapedForURI(_ path: String) -> String {
    path.utf8.reduce(into: "") { text, byte in
      let isPlain = byte > 0x20 && byte < 0x7f && !"%?#".utf8.contains(byte)
      text += isPlain ? String(Unicode.Scalar(byte)) : "%" + hexadecimal([byte])
    }
  }

  private static func checkSchema(_ database: Database, path: String) throws {
    let migrator = RegistrySchema.migrator
    if try migrator.hasBeenSuperseded(database) { throw RegistryError.newerSchema(path: path) }
    guard try migrator.hasCompletedMigrations(database) else {
      throw RegistryError.olderSchema(path: path)
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws(RegistryError) -> Result {
    do {
      return try database.read(body)
    } catch {
      throw RegistryError(error, path: path)
    }
  }
}
