/// Why a system of equations has no trustworthy solution.
public enum LinearAlgebraError: Error, Hashable {
  /// An element of `column` is NaN or infinite.
  case notFinite(column: Int)
  /// `column` is a combination of the others, up to rounding.
  case nearSingular(column: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite(let column):
      "column \(column) of the system holds a value that is not finite; scale the data first"
    case .nearSingular(let column):
      "column \(column) of the system is a combination of the others; leave it out or penalise it"
    }
  }
}
