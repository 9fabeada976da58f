import Glibc

/// A folder, and what is done with its entries.
public struct Directory: Hashable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The path of the entry `name`.
  public func path(of name: String) -> String {
    path.utf8.last == UInt8(ascii: "/") ? path + name : path + "/" + name
  }

  /// Creates the folder and those above it where they are missing.
  public func create() throws(FileSystemError) {
    guard mkdir(path, 0o777) != 0 else { return }
    switch errno {
    case EEXIST:
      let kind = try FileStatus(path: path).kind
      guard kind == .directory else { throw FileSystemError(.create, path: path, code: ENOTDIR) }
    case ENOENT:
      guard let parent else { throw FileSystemError(.create, path: path, code: ENOENT) }
      try parent.create()
      // Another process may have been quicker.
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw FileSystemError(.create, path: path, code: errno)
      }
    default: throw FileSystemError(.create, path: path, code: errno)
    }
  }

  private var parent: Directory? {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    while parts.last?.isEmpty == true { parts.removeLast() }
    guard parts.count > 1 else { return nil }
    return Directory(parts.dropLast().joined(separator: "/"))
  }

  /// Makes the folder's entries durable, not the content of its files.
  public func sync() throws(FileSystemError) {
    try opened(for: .sync).sync(path: path)
  }

  /// Makes everything durable on the file system that the folder is on.
  public func syncFileSystem() throws(FileSystemError) {
    try opened(for: .sync).syncFileSystem(path: path)
  }

  func opened(for operation: FileSystemError.Operation) throws(FileSystemError) -> Descriptor {
    try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY, as: operation)
  }

  /// Removes the file `name`.
  public func remove(_ name: String) throws(FileSystemError) {
    let path = path(of: name)
    guard unlink(path) == 0 else { throw FileSystemError(.remove, path: path, code: errno) }
  }

  /// Whether anything has this name, a link to nothing included; false too where that is not to be
  /// found out.
  public static func hasEntry(at path: String) -> Bool {
    faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0
  }

  /// Renames within one file system; what had the name before is replaced.
  public static func rename(_ old: String, to new: String) throws(FileSystemError) {
    guard Glibc.rename(old, new) == 0 else {
      throw FileSystemError(.rename, path: new, code: errno)
    }
  }

  /// Removes a file that may be there; a failure leaves no more than a temporary file for the next
  /// clean-up.
  static func removeQuietly(_ path: String) { _ = unlink(path) }
}
