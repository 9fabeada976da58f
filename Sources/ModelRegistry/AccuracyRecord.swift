/// Accuracy on held-back rows; nil where none were held back.
public struct AccuracyRecord: Hashable, Sendable, Codable {
  public let mase: Double?
  public let smape: Double?
  /// Share of held-back values inside the 80% interval.
  public let coverage80: Double?

  public init(mase: Double? = nil, smape: Double? = nil, coverage80: Double? = nil) {
    self.mase = mase
    self.smape = smape
    self.coverage80 = coverage80
  }
}
