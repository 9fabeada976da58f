/// Where the trend may change its slope, and how readily it does.
public struct Changepoints: Hashable, Sendable {
  /// The most changepoints, evenly spaced over the history; a history of *n* rows has at most *n*/6.
  public let count: Int
  /// The prior standard deviation of one change of slope, in spreads of the series per history.
  public let priorScale: Double

  /// - Parameters:
  ///   - count: In 0...100.
  ///   - priorScale: In `ModelSpec.priorScales`.
  /// - Throws: `ModelSpecError` with the value at fault.
  public init(count: Int = 20, priorScale: Double = 0.1) throws(ModelSpecError) {
    guard Self.counts.contains(count) else { throw .changepointCount(count) }
    guard ModelSpec.priorScales.contains(priorScale) else {
      throw .changepointPriorScale(priorScale)
    }
    self.init(validCount: count, validPriorScale: priorScale)
  }

  private init(validCount: Int, validPriorScale: Double) {
    count = validCount
    priorScale = validPriorScale
  }

  /// As many as a model may have.
  static let counts = 0...100

  /// Twenty, each with a prior standard deviation of 0.1.
  public static let standard = Changepoints(validCount: 20, validPriorScale: 0.1)
}

extension Changepoints: Codable {
  private enum CodingKeys: String, CodingKey {
    case count, priorScale
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      count: container.decode(Int.self, forKey: .count),
      priorScale: container.decode(Double.self, forKey: .priorScale))
  }
}
