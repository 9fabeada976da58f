import FileSystem

/// The file of the tokens: JSON, replaced as a whole, for its owner alone.
public struct TokenFile: Sendable {
  /// Room for some ten thousand tokens.
  private static let maximumBytes: Int64 = 4 << 20

  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// The tokens of the file, in its order.
  ///
  /// - Throws: Also where the file is missing, or where others than its owner may write it.
  public func records() throws(TokenFileError) -> [TokenRecord] {
    try TokenFileContent(try bytes(), path: path).records
  }

  /// Changes the tokens; waits for whoever is changing them.
  ///
  /// - Parameter body: Gets the tokens of the file, none where there is no file yet, and changes them.
  /// - Returns: What `body` returns.
  /// - Throws: What is wrong with the file, before or while it is written.
  public func update<Result>(
    _ body: (inout [TokenRecord]) -> Result
  ) throws(TokenFileError) -> Result {
    let lock = try TokenFileError.catching { () throws(FileSystemError) in
      try FileLock.acquire(.exclusive, path: path + ".lock")
    }
    var records = try existingRecords()
    let result = body(&records)
    let content = TokenFileContent(records: records).bytes()
    try TokenFileError.catching { () throws(FileSystemError) in
      let file = try AtomicFile(path, isPrivate: true)
      try file.write(content)
      try file.commit()
    }
    _ = consume lock
    return result
  }

  private func existingRecords() throws(TokenFileError) -> [TokenRecord] {
    do throws(TokenFileError) {
      return try records()
    } catch .unreadable(.missing) {
      return []
    }
  }

  private func bytes() throws(TokenFileError) -> [UInt8] {
    let content: (bytes: [UInt8], isWritableByOthers: Bool)
    do throws(RegularFileError) {
      let file = try RegularFile(opening: path)
      content = (try file.readWhole(limit: Self.maximumBytes), file.isWritableByOthers)
    } catch {
      throw .unreadable(error)
    }
    guard !content.isWritableByOthers else { throw .writableByOthers(path: path) }
    return content.bytes
  }
}
