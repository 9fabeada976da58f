import Glibc

/// The answer of one `stat`.
struct FileStatus {
  let kind: FileKind
  let identity: FileIdentity
  /// Whether its group, or everybody, may write it.
  let isWritableByOthers: Bool

  /// Of what `path` leads to.
  ///
  /// - Parameters:
  ///   - path: Links in its folders are always followed.
  ///   - followingLink: Whether a link at its end is followed too.
  /// - Throws: `ENOENT` for a link to nothing.
  init(path: String, followingLink: Bool = true) throws(FileSystemError) {
    var status = stat()
    let flags = followingLink ? 0 : AT_SYMLINK_NOFOLLOW
    guard fstatat(AT_FDCWD, path, &status, flags) == 0 else {
      throw FileSystemError(.stat, path: path, code: errno)
    }
    self.init(status)
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      case S_IFLNK: .symbolicLink
      default: .device
      }
    isWritableByOthers = status.st_mode & (S_IWGRP | S_IWOTH) != 0
    identity = FileIdentity(
      sizeBytes: Int64(status.st_size),
      modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000
        + Int64(status.st_mtim.tv_nsec),
      inode: UInt64(status.st_ino))
  }
}
