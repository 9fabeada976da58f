import FileSystem
import PrintableText

/// Why a data folder gives nothing to train.
public enum DataFolderError: Error, Hashable {
  case missing(path: String)
  case notAFolder(path: String)
  /// No entry ends in `.csv` or `.csv.gz`.
  case empty(path: String, OtherEndings?)
  /// With the `errno`.
  case unreadable(path: String, code: Int32)

  init(_ error: FileSystemError) {
    self =
      switch error.code {
      case _ where error.isMissing: .missing(path: error.path)
      case _ where error.isNoFolder: .notAFolder(path: error.path)
      default: .unreadable(path: error.path, code: error.code)
      }
  }
}

extension DataFolderError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path): "there is no data folder \(path.printable)"
    case .notAFolder(let path):
      "\(path.printable) is no folder, expected a folder of <customer>.csv files"
    case .empty(let path, let others):
      "the data folder \(path.printable) holds no customer, expected <customer>.csv or"
        + " <customer>.csv.gz" + (others.map { "; \($0)" } ?? "")
    case .unreadable(let path, let code):
      FileSystemError(.list, path: path, code: code).description
    }
  }
}
