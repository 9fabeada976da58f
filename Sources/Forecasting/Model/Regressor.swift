/// An extra regressor: a column of the customer's file that explains the value, known ahead.
public struct Regressor: Hashable, Sendable {
  /// How the column is scaled before it is fitted, as Prophet's `standardize`.
  public enum Standardization: String, Hashable, Sendable, Codable, CaseIterable {
    /// Unless it holds nothing but 0 and 1.
    case automatic = "auto"
    case on
    case off
  }

  /// The column's name, and the component's.
  public let name: String
  /// The prior standard deviation of the coefficient, in spreads of the series.
  public let priorScale: Double
  public let standardization: Standardization

  /// - Parameters:
  ///   - name: Of the column: not empty, without control characters.
  ///   - priorScale: In `ModelSpec.priorScales`.
  ///   - standardization: To mean 0 and standard deviation 1 over the observed rows.
  /// - Throws: `ModelSpecError` with the value at fault.
  public init(
    name: String, priorScale: Double = standardPriorScale,
    standardization: Standardization = .automatic
  ) throws(ModelSpecError) {
    try ModelSpecError.check(componentName: name)
    guard ModelSpec.priorScales.contains(priorScale) else {
      throw .componentPriorScale(name: name, priorScale)
    }
    self.name = name
    self.priorScale = priorScale
    self.standardization = standardization
  }

  /// Loose enough for a regressor that is not 0 on a few rows only.
  public static let standardPriorScale = 3.0
}

extension Regressor: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, priorScale, standardization
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      name: container.decode(String.self, forKey: .name),
      priorScale: container.decode(Double.self, forKey: .priorScale),
      standardization: container.decode(Standardization.self, forKey: .standardization))
  }
}
