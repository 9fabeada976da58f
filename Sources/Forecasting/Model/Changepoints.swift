/// Where the trend may change its slope, and how readily it does.
public struct Changepoints: Hashable, Sendable {
  /// The most changepoints, evenly spaced over the history; a history of *n* rows has at most *n*/6.
  public let count: Int
  /// The changepoints themselves, ascending, each once; nil where they are to be evenly spaced.
  ///
  /// In seconds since 1970-01-01. Those outside a customer's history are left out of its model.
  public let dates: [Int64]?
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
    self.init(validCount: count, dates: nil, validPriorScale: priorScale)
  }

  /// Changepoints at given times.
  ///
  /// - Parameters:
  ///   - dates: In seconds since 1970-01-01, at most 100; an empty list is no changepoint.
  ///   - priorScale: In `ModelSpec.priorScales`.
  /// - Throws: `ModelSpecError` with the value at fault.
  public init(dates: [Int64], priorScale: Double = 0.1) throws(ModelSpecError) {
    let dates = Set(dates).sorted()
    guard Self.counts.contains(dates.count) else { throw .changepointCount(dates.count) }
    guard ModelSpec.priorScales.contains(priorScale) else {
      throw .changepointPriorScale(priorScale)
    }
    self.init(validCount: dates.count, dates: dates, validPriorScale: priorScale)
  }

  private init(validCount: Int, dates: [Int64]?, validPriorScale: Double) {
    count = validCount
    self.dates = dates
    priorScale = validPriorScale
  }

  /// As many as a model may have.
  package static let counts = 0...100

  /// Twenty, each with a prior standard deviation of 0.1.
  public static let standard = Changepoints(validCount: 20, dates: nil, validPriorScale: 0.1)
}

extension Changepoints: Codable {
  private enum CodingKeys: String, CodingKey {
    case count, dates, priorScale
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let priorScale = try container.decode(Double.self, forKey: .priorScale)
    if let dates = try container.decodeIfPresent([Int64].self, forKey: .dates) {
      try self.init(dates: dates, priorScale: priorScale)
    } else {
      try self.init(count: container.decode(Int.self, forKey: .count), priorScale: priorScale)
    }
  }
}
