public import FileSystem
import PrintableText

/// Why actuals could not be kept or read.
public enum ActualsSpoolError: Error, Hashable {
  /// Too many actuals wait.
  case full(path: String, limitBytes: Int64)
  /// These alone are more than may wait.
  case tooMany(limitBytes: Int64)
  case unreadable(RegularFileError)
  case system(FileSystemError)
}

extension ActualsSpoolError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .full(let path, let limit):
      "\(path.printable) would have more than \(limit) bytes"
    case .tooMany(let limit):
      "these actuals are more than the \(limit) bytes that may wait: give them in parts"
    case .unreadable(let error): error.description
    case .system(let error): error.description
    }
  }
}
