public import FileSystem
import PrintableText

/// Why a file of tokens cannot be used.
public enum TokenFileError: Error, Hashable {
  case unreadable(RegularFileError)
  case system(FileSystemError)
  /// Whoever may write it could give themselves any right.
  case writableByOthers(path: String)
  case malformed(path: String, reason: String)
  case unknownVersion(path: String, found: Int)

  /// Runs `body`, whose failure is the system's.
  static func catching<Result: ~Copyable>(
    _ body: () throws(FileSystemError) -> Result
  ) throws(TokenFileError) -> Result {
    do throws(FileSystemError) { return try body() } catch { throw .system(error) }
  }
}

extension TokenFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(.missing(let path)):
      "there is no file of tokens \(path.printable); 'fleetcast token create' makes it"
    case .unreadable(let error): "\(error)"
    case .system(let error): "\(error)"
    case .writableByOthers(let path):
      "\(path.printable) may be written by others than its owner: chmod 600 \(path.printable)"
    case .malformed(let path, let reason):
      "\(path.printable) is no file of tokens: \(reason.printable)"
    case .unknownVersion(let path, let found):
      "\(path.printable) has version \(found), but this program reads version 1 only"
    }
  }
}
