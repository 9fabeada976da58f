package import Forecasting

extension FitError {
  /// Stable word for reports.
  package var reason: String {
    switch self {
    case .noObservations: "no_observations"
    case .specification: "specification"
    case .covariateUnknown: "covariate_unknown"
    case .covariateMissing: "covariate_missing"
    case .nearSingular: "near_singular"
    case .notFinite: "not_finite"
    }
  }
}
