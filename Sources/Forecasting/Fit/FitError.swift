import LinearAlgebra

/// Why a series has no model.
public enum FitError: Error, Hashable {
  case noObservations
  /// The named column is a combination of the others in this series.
  case nearSingular(column: String)
  /// The named column holds values too large to work with.
  case notFinite(column: String)

  init(_ error: LinearAlgebraError, _ columns: DesignColumns) {
    switch error {
    case .nearSingular(let column): self = .nearSingular(column: columns.name(of: column))
    case .notFinite(let column): self = .notFinite(column: columns.name(of: column))
    case .noConvergence: self = .nearSingular(column: columns.name(of: 0))
    }
  }
}

extension FitError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noObservations:
      "the series has no observed value; a model needs at least one"
    case .nearSingular(let column):
      "the \(column) cannot be told apart from the rest of the model in this series; leave it out"
    case .notFinite(let column):
      "the \(column) of the model holds values that are not finite in this series"
    }
  }
}
