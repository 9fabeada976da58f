/// Which seasonalities a model has, and on which scale they are fitted.
public struct Seasonalities: Hashable, Sendable {
  public let mode: SeasonalityMode
  public let yearly: SeasonalityChoice
  public let weekly: SeasonalityChoice
  public let daily: SeasonalityChoice
  /// Multiplies the prior standard deviation of every built-in seasonality; custom ones have their own.
  public let priorScale: Double

  /// - Parameters:
  ///   - mode: The scales that are fitted.
  ///   - yearly: Also of months and quarters.
  ///   - weekly: Of days and shorter steps.
  ///   - daily: Of steps shorter than a day.
  ///   - priorScale: In `ModelSpec.priorScales`.
  /// - Throws: `ModelSpecError` with the value at fault.
  public init(
    mode: SeasonalityMode = .automatic, yearly: SeasonalityChoice = .automatic,
    weekly: SeasonalityChoice = .automatic, daily: SeasonalityChoice = .automatic,
    priorScale: Double = 1
  ) throws(ModelSpecError) {
    guard ModelSpec.priorScales.contains(priorScale) else {
      throw .seasonalityPriorScale(priorScale)
    }
    self.mode = mode
    self.yearly = yearly
    self.weekly = weekly
    self.daily = daily
    self.priorScale = priorScale
  }

  private init() {
    mode = .automatic
    yearly = .automatic
    weekly = .automatic
    daily = .automatic
    priorScale = 1
  }

  /// Everything chosen by the data.
  public static let standard = Seasonalities()
}

extension Seasonalities: Codable {
  private enum CodingKeys: String, CodingKey {
    case mode, yearly, weekly, daily, priorScale
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      mode: container.decode(SeasonalityMode.self, forKey: .mode),
      yearly: container.decode(SeasonalityChoice.self, forKey: .yearly),
      weekly: container.decode(SeasonalityChoice.self, forKey: .weekly),
      daily: container.decode(SeasonalityChoice.self, forKey: .daily),
      priorScale: container.decode(Double.self, forKey: .priorScale))
  }
}
