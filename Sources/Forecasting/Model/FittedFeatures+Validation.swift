extension FittedFeatures {
  /// What keeps the parts from being features, nil where nothing does.
  var defect: String? {
    if let defect = conditional.lazy.compactMap(\.shape.defect).first { return defect }
    for regressor in regressors {
      guard regressor.mean.isFinite, regressor.scale.isNormal, regressor.scale > 0 else {
        return "its regressor \(regressor.name) is divided by \(regressor.scale)"
      }
      if let history = regressor.history,
        !(history.mean.isFinite && history.deviation.isFinite && history.deviation > 0)
      {
        return "its regressor \(regressor.name) has the deviation \(history.deviation)"
      }
    }
    for holiday in holidays {
      guard holiday.days.allSatisfy(Self.days.contains) else {
        return "its holiday \(holiday.name) is not within the years 1 to 9999"
      }
    }
    return known.defect
  }

  /// The years 1 to 9999, and a holiday's window around them.
  private static let days = -720_000...2_940_000

  /// How many coefficients each part has.
  var counts: [Int] { conditional.map(\.shape.columns) + [regressors.count, holidays.count] }
}

extension FeatureCoefficients {
  /// How many each part has.
  var counts: [Int] { conditional.map(\.count) + [regressors.count, holidays.count] }

  var all: [Double] { conditional.joined() + regressors + holidays }
}

extension KnownCovariates {
  /// What keeps the values from being those of some steps, nil where nothing does.
  var defect: String? {
    guard values.count == names.count else {
      return "it knows \(values.count) covariates of \(names.count)"
    }
    guard Set(names).count == names.count else { return "it knows a covariate twice" }
    guard values.allSatisfy({ $0.count <= Horizon.maximumSteps }) else {
      return "it knows covariates of more than \(Horizon.maximumSteps) steps"
    }
    return values.joined().allSatisfy { $0?.isFinite ?? true }
      ? nil : "it knows a covariate that is not finite"
  }
}
