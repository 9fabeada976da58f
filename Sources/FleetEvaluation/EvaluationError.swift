public import SeriesIngest

/// Why a fleet cannot be evaluated.
public enum EvaluationError: Error, Hashable {
  case dataFolder(DataFolderError)
  case workersKeepDying(last: String, lastWords: String)
  case interrupted
}

extension EvaluationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dataFolder(let error): "\(error)"
    case .workersKeepDying(let last, let words):
      "workers keep dying without a result; the last one: \(last)"
        + (words.isEmpty ? "" : " (\(words))")
    case .interrupted: "interrupted"
    }
  }
}
