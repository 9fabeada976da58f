import Glibc
import PrintableText

/// A failed operation of the operating system on one path.
public struct FileSystemError: Error, Hashable {
  public enum Operation: String, Sendable {
    case open, read, write, create, rename, remove, list, sync, lock, stat
  }
  public let operation: Operation
  public let path: String
  /// The `errno` of the failed call.
  public let code: Int32

  public init(_ operation: Operation, path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// A folder stands where a file is to be put.
  public static func folderInTheWay(path: String) -> FileSystemError {
    FileSystemError(.create, path: path, code: EISDIR)
  }

  /// Whether the path, or a folder on the way to it, does not exist.
  public var isMissing: Bool { code == ENOENT }

  /// Whether a file was expected and a folder is there.
  public var isFolder: Bool { code == EISDIR }

  /// Whether a folder was expected and something else is there.
  public var isNoFolder: Bool { code == ENOTDIR }
}

extension FileSystemError: CustomStringConvertible {
  public var description: String {
    let sentence = "cannot \(verb) \(path.printable): \(String(cString: strerror(code)))"
    guard let advice else { return sentence }
    return "\(sentence); \(advice)"
  }

  private var verb: String {
    switch operation {
    case .list: "list the folder"
    case .sync: "make durable"
    case .stat: "look at"
    default: operation.rawValue
    }
  }

  /// What the person at the keyboard can do about it.
  private var advice: String? {
    switch code {
    case ENOSPC, EDQUOT: "free space there, then run the same command again"
    case EACCES, EPERM: "check who owns it and its folder, and their permissions"
    case EROFS: "the file system is mounted read-only"
    case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
    case EIO: "the disk may be failing, see the kernel's log"
    case EXDEV: "both folders must be on one file system"
    case EISDIR: "move the folder away"
    case EFBIG: "raise the limit of file sizes (ulimit -f)"
    default: nil
    }
  }
}
