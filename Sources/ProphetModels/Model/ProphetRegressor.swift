/// An extra regressor: a column that explains the value, known ahead.
public struct ProphetRegressor: Hashable, Sendable, Codable {
  public let name: String
  /// What is taken off the column, and what it is then divided by.
  public let mean: Double
  public let deviation: Double
  public let mode: ProphetMode
  public let priorScale: Double
  /// The effect of one deviation.
  public let coefficient: Double

  public init(
    name: String, mean: Double, deviation: Double, mode: ProphetMode, priorScale: Double = 10,
    coefficient: Double
  ) {
    self.name = name
    self.mean = mean
    self.deviation = deviation
    self.mode = mode
    self.priorScale = priorScale
    self.coefficient = coefficient
  }

  /// The effect of a value, which stays a number however far the value is from all that was fitted.
  func effect(of value: Double) -> Double {
    coefficient * min(max(standardised(value), -Self.farthest), Self.farthest)
  }

  /// Beyond all that is measured, as a regressor that is not standardised is in units of its own.
  private static let farthest = 1e20

  func standardised(_ value: Double) -> Double { (value - mean) / deviation }
}
