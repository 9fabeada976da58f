/// A seasonality of any period, beside the yearly, weekly and daily ones.
public struct CustomSeasonality: Hashable, Sendable {
  /// As components are named; that of a built-in seasonality takes its place.
  public let name: String
  /// In days.
  public let period: Double
  /// Harmonics, each a cosine and a sine.
  public let fourierOrder: Int
  /// The prior standard deviation of every coefficient, in spreads of the series.
  public let priorScale: Double
  /// The column that says where the seasonality applies: not on rows where it is 0; nil: everywhere.
  public let conditionName: String?

  /// - Parameters:
  ///   - name: A column name: not empty, without control characters, none that the components have.
  ///   - period: In days, more than 0, finite.
  ///   - fourierOrder: In 1...100.
  ///   - priorScale: In `ModelSpec.priorScales`.
  ///   - conditionName: A column of the customer's file.
  /// - Throws: `ModelSpecError` with the value at fault.
  public init(
    name: String, period: Double, fourierOrder: Int, priorScale: Double = standardPriorScale,
    conditionName: String? = nil
  ) throws(ModelSpecError) {
    try ModelSpecError.check(componentName: name)
    guard period > 0, period.isFinite else { throw .seasonalityPeriod(name: name, period) }
    guard (1...100).contains(fourierOrder) else {
      throw .seasonalityOrder(name: name, fourierOrder)
    }
    guard ModelSpec.priorScales.contains(priorScale) else {
      throw .componentPriorScale(name: name, priorScale)
    }
    self.name = name
    self.period = period
    self.fourierOrder = fourierOrder
    self.priorScale = priorScale
    self.conditionName = conditionName
  }

  /// As loose as measurements ask, and tight enough for a period longer than the history.
  public static let standardPriorScale = 1.0
}

extension CustomSeasonality: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, period, fourierOrder, priorScale, conditionName
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      name: container.decode(String.self, forKey: .name),
      period: container.decode(Double.self, forKey: .period),
      fourierOrder: container.decode(Int.self, forKey: .fourierOrder),
      priorScale: container.decode(Double.self, forKey: .priorScale),
      conditionName: container.decodeIfPresent(String.self, forKey: .conditionName))
  }
}
