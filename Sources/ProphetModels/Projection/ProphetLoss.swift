/// A part of a fitted model that Prophet's parameters cannot say.
public enum ProphetLoss: Hashable, Sendable {
  /// The last errors, fading step by step.
  case fadingErrors
  case autoregression(share: Double)
  case otherScale(share: Double, isLogarithmic: Bool)
  /// What components do to each other where they are factors: Prophet adds them up.
  case products
  /// That a regressor's factor is a power: Prophet's is a line.
  case powers([String])
  /// The values to come of covariates: Prophet wants them in its future frame.
  case knownCovariates([String])
  /// Harmonics of the season of so many rows, beyond the highest that are carried.
  case fineDetail(seasonRows: Double)
  /// The mean of a conditional seasonality's factors, less 1, where rows are at no steps.
  case conditionalMean(name: String, share: Double)
  /// The part of the months' pattern that no yearly seasonality has, by the largest difference.
  case calendarPattern(largest: Double)
  /// The values that no forecast leaves.
  case limits(ClosedRange<Double>)
  case intervals
}

extension ProphetLoss: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fadingErrors: "the last errors, which fade over the first steps"
    case .autoregression(let share):
      "the autoregression, which has \(Self.percent(share)) of the forecast"
    case .otherScale(let share, let isLogarithmic):
      "the \(isLogarithmic ? "logarithmic" : "linear") scale, which has \(Self.percent(share)) of the "
        + "weight"
    case .products: "the products of components: Prophet adds them up"
    case .powers(let names):
      "the curve of \(names.joined(separator: ", ")), whose effect is a power: Prophet's is a line"
    case .knownCovariates(let names):
      "the known future of \(names.joined(separator: ", ")): Prophet wants it in its future frame"
    case .fineDetail(let rows):
      "the finest detail of the season of \(rows == rows.rounded() ? "\(Int(rows))" : "\(rows)") "
        + "rows: the highest harmonics"
    case .conditionalMean(let name, let share):
      "the mean of \(name) where it applies, \(Self.percent(abs(share))) of the forecast"
    case .calendarPattern(let largest):
      "up to \(largest) of the pattern of months, which are of unequal length"
    case .limits(let limits):
      "the limits of the forecast, \(limits.lowerBound) to \(limits.upperBound)"
    case .intervals: "the intervals: Prophet makes its own"
    }
  }

  private static func percent(_ share: Double) -> String {
    share < 0.01 ? "less than 1%" : "\(Int((100 * share).rounded()))%"
  }
}
