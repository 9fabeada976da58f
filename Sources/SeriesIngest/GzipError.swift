/// Why bytes are no whole gzip file.
public enum GzipError: Error, Hashable {
  case damaged
  case endsEarly
}

extension GzipError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .damaged: "the gzip data is damaged"
    case .endsEarly: "the gzip data ends too early, as if its writing was interrupted"
    }
  }
}
