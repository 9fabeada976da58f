/// What an explanation needs to know of a model beside its forecasts.
public struct ModelFacts: Hashable, Sendable {
  public let interval: SamplingInterval
  public let growth: Explanation.Growth
  /// In the model's order.
  public let regressors: [Explanation.Effect]

  /// - Parameters:
  ///   - interval: Of the model.
  ///   - historySteps: From the first row to the last, at least 0.
  ///   - regressors: In the model's order.
  ///   - trend: The trend so many steps after the last row, which is 0; below 0 in the history.
  public init(
    interval: SamplingInterval, historySteps: Double, regressors: [Explanation.Effect],
    trend: (_ stepsAhead: Double) -> Double
  ) {
    self.interval = interval
    self.regressors = regressors
    growth = Explanation.Growth(of: trend, interval, historySteps: historySteps)
  }
}
