/// One date of a holiday, and the days around it that it touches.
///
/// As in Prophet, every day of the window has a coefficient of its own, shared by all dates of the
/// same name.
public struct Holiday: Hashable, Sendable {
  public let name: String
  /// Days since 1970-01-01.
  public let day: Int
  /// Days before the date that count, at most 0.
  public let lowerWindow: Int
  /// Days after the date that count, at least 0.
  public let upperWindow: Int
  /// The prior standard deviation of the coefficients, in spreads of the series; the same for all
  /// dates of one name.
  public let priorScale: Double

  /// - Parameters:
  ///   - name: A component name: not empty, without control characters.
  ///   - day: Days since 1970-01-01, in the years 1 to 9999.
  ///   - lowerWindow: In -366...0.
  ///   - upperWindow: In 0...366.
  ///   - priorScale: In `ModelSpec.priorScales`.
  /// - Throws: `ModelSpecError` with the value at fault.
  public init(
    name: String, day: Int, lowerWindow: Int = 0, upperWindow: Int = 0,
    priorScale: Double = standardPriorScale
  ) throws(ModelSpecError) {
    try ModelSpecError.check(componentName: name)
    guard Self.days.contains(day) else { throw .holidayDay(name: name, day) }
    guard (-366...0).contains(lowerWindow), (0...366).contains(upperWindow) else {
      throw .holidayWindow(name: name, lower: lowerWindow, upper: upperWindow)
    }
    guard ModelSpec.priorScales.contains(priorScale) else {
      throw .componentPriorScale(name: name, priorScale)
    }
    self.name = name
    self.day = day
    self.lowerWindow = lowerWindow
    self.upperWindow = upperWindow
    self.priorScale = priorScale
  }

  /// Those of the years 1 to 9999.
  private static let days = -719_162...2_932_896

  /// Hardly a pull: a holiday has few rows to say how large it is, and a tight prior makes outliers of them.
  public static let standardPriorScale = 10.0
}

extension Holiday: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, day, lowerWindow, upperWindow, priorScale
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      name: container.decode(String.self, forKey: .name),
      day: container.decode(Int.self, forKey: .day),
      lowerWindow: container.decode(Int.self, forKey: .lowerWindow),
      upperWindow: container.decode(Int.self, forKey: .upperWindow),
      priorScale: container.decode(Double.self, forKey: .priorScale))
  }
}
