/// The levels of the prediction intervals that are asked for: each in (0, 1), none twice.
public struct PredictionLevels: Hashable, Sendable {
  /// In the order asked.
  public let values: [Double]

  /// The most levels of one forecast.
  public static let maximumCount = 5
  /// One interval, of level 0.8.
  public static let standard = PredictionLevels(unchecked: [0.8])

  /// Reads `0.8` or `0.8,0.95`.
  public init(_ text: String) throws(PredictionLevelError) {
    var values: [Double] = []
    let parts = text.utf8
      .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    for part in parts.map(Substring.init) {
      let level = try Self.level(part)
      guard !values.contains(level) else { throw .repeated(String(part)) }
      values.append(level)
    }
    guard values.count <= Self.maximumCount else { throw .tooMany(values.count) }
    self.init(unchecked: values)
  }

  /// Reads one level.
  ///
  /// - Parameter text: Such as `0.8`.
  /// - Returns: In (0, 1).
  /// - Throws: `notANumber` or `outOfRange`
  public static func level(_ text: some StringProtocol) throws(PredictionLevelError) -> Double {
    guard !text.utf8.contains(UInt8(ascii: "x")), let level = Double(text), level.isFinite else {
      throw .notANumber(String(text))
    }
    guard level > 0, level < 1 else { throw .outOfRange(String(text), level) }
    return level
  }

  private init(unchecked values: [Double]) {
    self.values = values
  }

  /// A level as a percentage, as column names have it: `80`, `99.5`.
  ///
  /// - Parameter level: In (0, 1).
  /// - Returns: The shortest decimal that says the same.
  public static func percent(_ level: Double) -> String {
    let text = "\(level)"
    // Shifting the digits is exact, where 0.57 * 100 is 56.99999999999999.
    guard text.hasPrefix("0."), !text.contains("e") else { return "\(level * 100)" }
    let digits = text.dropFirst(2)
    let whole = digits.prefix(2) + String(repeating: "0", count: max(0, 2 - digits.count))
    let rest = digits.dropFirst(2)
    return (Int(whole).map { "\($0)" } ?? String(whole)) + (rest.isEmpty ? "" : ".\(rest)")
  }
}

/// Why a text says no levels.
public enum PredictionLevelError: Error, Hashable {
  case notANumber(String)
  case outOfRange(String, Double)
  case repeated(String)
  case tooMany(Int)
}

extension PredictionLevelError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notANumber(let text):
      "'\(text)' is no number: a level lies above 0 and below 1, such as 0.8"
    case .outOfRange(_, let level) where level > 1 && level < 100:
      "a level lies above 0 and below 1: write \(level / 100)"
    case .outOfRange(let text, _): "'\(text)' is no level: it lies above 0 and below 1, such as 0.8"
    case .repeated(let text): "the level \(text) is given twice"
    case .tooMany(let count):
      "\(count) levels are too many: give at most \(PredictionLevels.maximumCount)"
    }
  }
}
