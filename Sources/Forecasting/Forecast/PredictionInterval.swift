/// Bounds that hold a future value with probability `level`.
public struct PredictionInterval: Hashable, Sendable {
  /// In (0, 1).
  public let level: Double
  /// One a step.
  public let lower: [Double]
  /// One a step, never below `lower`.
  public let upper: [Double]

  public init(level: Double, lower: [Double], upper: [Double]) {
    self.level = level
    self.lower = lower
    self.upper = upper
  }
}
