import FleetTraining
public import Forecasting
public import SeriesIngest

/// Why a customer has no result.
public enum EvaluationFault: Error, Hashable {
  case reading(IngestError)
  case evaluating(CrossValidationError)

  /// Whether nothing is wrong but that the history is too short.
  public var isSkip: Bool {
    if case .evaluating(.tooShort) = self { true } else { false }
  }

  /// A stable word for reports.
  public var reason: String {
    switch self {
    case .reading(let error): error.reason
    case .evaluating(.tooShort): "too_short"
    case .evaluating(.horizon): "horizon"
    case .evaluating(.fit(let error)): error.reason
    case .evaluating(.forecast): "covariates"
    }
  }
}

extension EvaluationFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .reading(let error): "\(error)"
    case .evaluating(let error): "\(error)"
    }
  }
}
