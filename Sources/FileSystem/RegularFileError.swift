import Glibc
import PrintableText

/// Why a path could not be read as a regular file.
public enum RegularFileError: Error, Hashable {
  /// Nothing is there, or a link to nothing.
  case missing(path: String)
  case notRegular(path: String, kind: FileKind)
  case tooLarge(path: String, sizeBytes: Int64, limitBytes: Int64)
  case system(FileSystemError)

  /// Runs `body` and says what its failure means for a file that was to be read.
  static func catching<Result: ~Copyable>(_ body: () throws(FileSystemError) -> Result)
    throws(RegularFileError) -> Result
  {
    do throws(FileSystemError) { return try body() } catch { throw RegularFileError(error) }
  }

  private init(_ error: FileSystemError) {
    self =
      switch error.code {
      case ENOENT: .missing(path: error.path)
      // What `open` says of a socket, and of a device that nobody drives.
      case ENXIO: .notRegular(path: error.path, kind: Self.unopenableKind(error.path))
      // A link that was not to be followed, or links that lead in a circle.
      case ELOOP: .notRegular(path: error.path, kind: .symbolicLink)
      default: .system(error)
      }
  }

  private static func unopenableKind(_ path: String) -> FileKind {
    // The file was refused already; where it vanishes meanwhile, a socket is what it nearly surely was.
    (try? FileStatus(path: path).kind) ?? .socket
  }
}

extension RegularFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path): "there is no file \(path.printable)"
    case .notRegular(let path, let kind):
      "\(path.printable) is \(kind.rawValue), expected a regular file"
    case .tooLarge(let path, let size, let limit):
      "\(path.printable) has \(size) bytes or more, \(limit) are allowed"
    case .system(let error): error.description
    }
  }
}
