import LinearAlgebra

/// Why a series has no model.
public enum FitError: Error, Hashable {
  case noObservations
  /// The model would be too large.
  case specification(ModelSpecError)
  /// A column that the model needs was not given.
  case covariateUnknown(name: String)
  /// The named column has no value at an observed row, whose time it is.
  case covariateMissing(name: String, at: Int64)
  /// The named column is a combination of the others in this series.
  case nearSingular(column: String)
  /// The named column holds values too large to work with.
  case notFinite(column: String)

  init(_ error: LinearAlgebraError, _ columns: DesignColumns) {
    switch error {
    case .nearSingular(let column): self = .nearSingular(column: columns.name(of: column))
    case .notFinite(let column): self = .notFinite(column: columns.name(of: column))
    }
  }
}

extension FitError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noObservations:
      "the series has no observed value; a model needs at least one"
    case .specification(let error): error.description
    case .covariateUnknown(let name):
      "the model needs a column '\(name)', which the series has not: add it, or leave it out of the model"
    case .covariateMissing(let name, let time):
      "column '\(name)' has no value at \(TimestampText(writing: [time]).text(of: time)), where the series has one: "
        + "fill it in, or leave the row out"
    case .nearSingular(let column):
      "the \(column) cannot be told apart from the rest of the model in this series; leave it out"
    case .notFinite(let column):
      "the \(column) of the model holds values that are not finite in this series"
    }
  }
}
