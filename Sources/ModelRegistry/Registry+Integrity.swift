import GRDB

extension Registry {
  /// What SQLite finds wrong with its file.
  ///
  /// - Returns: Nothing where the file is whole; else at most 100 sentences.
  /// - Throws: `RegistryError`, also where the file is too damaged to be examined.
  /// - Complexity: Reads the whole file.
  public func integrityFaults() throws(RegistryError) -> [String] {
    try read { database in
      try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
    }
  }
}
