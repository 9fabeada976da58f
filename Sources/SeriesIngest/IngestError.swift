public import FileSystem
import PrintableText

/// Why a customer's file could not be read.
public enum IngestError: Error, Hashable {
  case missing(path: String)
  /// Neither a folder of covariates nor one file of them.
  case noFuture(path: String)
  /// Both `<customer>.csv` and `<customer>.csv.gz` are there.
  case duplicateFile(path: String)
  case notRegular(path: String, kind: FileKind)
  /// Of a gzipped file the unpacked size counts.
  case tooLarge(path: String, limitBytes: Int64)
  case unreadable(FileSystemError)
  /// At the first reading and at the second.
  case changedWhileRead(path: String)
  case badGzip(path: String, GzipError)
  case badContent(path: String, CSVError)
}

extension IngestError {
  /// A stable word for reports, such as `not_a_number` or `changed_while_read`.
  public var reason: String {
    switch self {
    case .missing, .noFuture: "missing"
    case .duplicateFile: "duplicate_file"
    case .notRegular: "not_a_regular_file"
    case .tooLarge: "too_large"
    case .unreadable: "unreadable"
    case .changedWhileRead: "changed_while_read"
    case .badGzip: "bad_gzip"
    case .badContent(_, let error): error.reason
    }
  }

  init(_ error: RegularFileError) {
    self =
      switch error {
      case .missing(let path): .missing(path: path)
      case .notRegular(let path, let kind): .notRegular(path: path, kind: kind)
      case .tooLarge(let path, _, let limit): .tooLarge(path: path, limitBytes: limit)
      case .system(let error): .unreadable(error)
      }
  }
}

extension IngestError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path): "\(path.printable): there is no such file, nor one ending in .gz"
    case .noFuture(let path): "\(path.printable): there is no such file or folder"
    case .duplicateFile(let path):
      "\(path.printable): \(path.printable).gz is there too, expected only one of them"
    case .notRegular(let path, let kind):
      "\(path.printable): this is \(kind.rawValue), expected a regular file"
    case .tooLarge(let path, let limit):
      "\(path.printable): more than \(limit) bytes unpacked, see --max-input-bytes"
    case .unreadable(let error): error.description
    case .changedWhileRead(let path):
      "\(path.printable): changed while it was read, twice; write it under another name and rename"
        + " it when it is complete"
    case .badGzip(let path, let error): "\(path.printable): \(error)"
    case .badContent(let path, let error): "\(path.printable): \(error)"
    }
  }
}
