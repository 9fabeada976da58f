import Glibc

extension Directory {
  /// Calls `body` with the name of every entry but `.` and `..`, in no order.
  ///
  /// Streams: a folder of a million files costs no more memory than an empty one.
  ///
  /// - Parameter body: Gets raw bytes, because a name need not be UTF-8.
  /// - Throws: What the system says of the folder.
  public func forEachName(_ body: (Span<UInt8>) -> Void) throws(FileSystemError) {
    _ = try containsName { name in
      body(name)
      return false
    }
  }

  /// Whether there is an entry with such a name; stops at the first.
  ///
  /// - Parameter matches: Gets the raw bytes of a name.
  /// - Returns: True at the first name that matches.
  /// - Throws: What the system says of the folder.
  public func containsName(where matches: (Span<UInt8>) -> Bool) throws(FileSystemError) -> Bool {
    guard let stream = opendir(path) else { throw FileSystemError(.list, path: path, code: errno) }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      if Self.withName(of: entry, { !Self.isSelfOrParent($0) && matches($0) }) { return true }
    }
    guard errno == 0 else { throw FileSystemError(.list, path: path, code: errno) }
    return false
  }

  /// Removes the entries that match; folders among them stay.
  ///
  /// - Parameter matches: Gets the raw bytes of a name.
  /// - Returns: How many were removed.
  /// - Throws: What the system says of the folder, or of the first file that stays.
  @discardableResult
  public func removeFiles(where matches: (Span<UInt8>) -> Bool) throws(FileSystemError) -> Int {
    var removed = 0
    var failure: FileSystemError?
    try forEachName { name in
      guard failure == nil, matches(name) else { return }
      let entry = path(of: Self.text(name))
      if unlink(entry) == 0 {
        removed += 1
      } else if errno != ENOENT && errno != EISDIR {
        failure = FileSystemError(.remove, path: entry, code: errno)
      }
    }
    if let failure { throw failure }
    return removed
  }

  /// Removes the folder with all that is in it; nothing happens where it does not exist.
  ///
  /// Symbolic links are removed, not followed.
  public func removeTree() throws(FileSystemError) {
    do throws(FileSystemError) {
      guard try FileStatus(path: path, followingLink: false).kind != .symbolicLink else {
        Self.removeQuietly(path)
        return
      }
      for folder in try removeFilesListingFolders() { try folder.removeTree() }
    } catch  where error.isMissing {
      return
    }
    guard rmdir(path) == 0 || errno == ENOENT else {
      throw FileSystemError(.remove, path: path, code: errno)
    }
  }

  private func removeFilesListingFolders() throws(FileSystemError) -> [Directory] {
    var folders: [Directory] = []
    try removeFiles { name in
      let entry = path(of: Self.text(name))
      // What cannot be looked at is tried as a file, and `unlink` tells why it fails.
      guard (try? FileStatus(path: entry, followingLink: false).kind) == .directory else {
        return true
      }
      folders.append(Directory(entry))
      return false
    }
    return folders
  }

  private static func text(_ name: Span<UInt8>) -> String {
    String(decoding: name.indices.map { name[$0] }, as: UTF8.self)
  }

  private static func isSelfOrParent(_ name: Span<UInt8>) -> Bool {
    guard name.count <= 2 else { return false }
    return name.indices.allSatisfy { name[$0] == UInt8(ascii: ".") }
  }

  private static func withName(
    of entry: UnsafeMutablePointer<dirent>, _ body: (Span<UInt8>) -> Bool
  ) -> Bool {
    withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      let name = UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self).prefix { $0 != 0 })
      return body(name.span)
    }
  }
}
