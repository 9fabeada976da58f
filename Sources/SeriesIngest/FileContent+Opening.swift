import FileSystem

extension FileContent {
  /// The plain file; nil where there is none.
  func open(_ path: String) throws(IngestError) -> RegularFile? {
    let file: RegularFile
    do {
      file = try RegularFile(opening: path)
    } catch {
      if case .missing = error { return nil }
      throw IngestError(error)
    }
    if mayHaveTwoFiles, Directory.hasEntry(at: path + ".gz") { throw .duplicateFile(path: path) }
    return file
  }

  static func openPacked(_ path: String) throws(IngestError) -> RegularFile {
    do {
      return try RegularFile(opening: path + ".gz")
    } catch {
      if case .missing = error { throw .missing(path: path) }
      throw IngestError(error)
    }
  }

  static func read(_ file: borrowing RegularFile, into buffer: inout [UInt8], limit: Int64)
    throws(IngestError) -> Int
  {
    do { return try file.read(into: &buffer, limit: limit) } catch { throw IngestError(error) }
  }

  static func isUnchanged(_ file: borrowing RegularFile) throws(IngestError) -> Bool {
    do { return try file.currentIdentity() == file.identity } catch { throw .unreadable(error) }
  }
}
