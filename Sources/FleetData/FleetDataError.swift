public import FileSystem
import PrintableText
public import SeriesIngest

/// Why a data folder could not be written.
public enum FleetDataError: Error, Hashable {
  case outOfRange(name: String, value: String, lowest: String, highest: String)
  /// With the name of one of the customers' files that are there.
  case folderInUse(path: String, example: String)
  /// Another process is splitting into the folder.
  case splitRunning(path: String)
  case system(FileSystemError)
  case badGzip(path: String, GzipError)
  case badContent(path: String, CSVError)
  /// Of a file that is read as a whole or not at all.
  case badRow(path: String, SplitRejection)
}

extension FleetDataError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outOfRange(let name, let value, let lowest, let highest):
      "\(name) \(value) is out of range, expected \(lowest) to \(highest)"
    case .folderInUse(let path, let example):
      "\(path.printable) holds customers already (\(example)); give an empty folder, or --force to"
        + " replace those of the same names"
    case .splitRunning(let path): "another split is writing to \(path.printable)"
    case .system(let error): error.description
    case .badGzip(let path, let error): "\(path.printable): \(error)"
    case .badContent(let path, let error): "\(path.printable): \(error)"
    case .badRow(let path, let rejection): "\(path.printable): \(rejection)"
    }
  }

  /// Runs `body` and lets its failure pass as one of this type.
  static func catching<Result: ~Copyable>(_ body: () throws(FileSystemError) -> Result)
    throws(FleetDataError) -> Result
  {
    do throws(FileSystemError) { return try body() } catch { throw .system(error) }
  }
}
