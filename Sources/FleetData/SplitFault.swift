import FileSystem
import SeriesIngest

/// What ends a split: the source's fault, or the system's.
enum SplitFault: Error {
  case content(CSVError)
  case system(FileSystemError)
  case stream(FleetDataError)

  func error(ofSource path: String) -> FleetDataError {
    switch self {
    case .content(let error): .badContent(path: path, error)
    case .system(let error): .system(error)
    case .stream(let error): error
    }
  }
}
