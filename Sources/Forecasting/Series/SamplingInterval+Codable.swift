/// Coded as one string: the ISO 8601 duration, or `irregular:` and the median seconds.
extension SamplingInterval: Codable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(codedText)
  }

  /// As it is coded.
  package var codedText: String {
    switch self {
    case .irregular(let median): "irregular:\(median)"
    default: iso8601
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let interval = Self(coded: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no sampling interval")
    }
    self = interval
  }

  /// Of `codedText`; nil where it is none.
  package init?(coded text: String) {
    if let interval = Self.named(text) {
      self = interval
    } else if text.hasPrefix("P"), text.hasSuffix("M"),
      let count = Int64(text.dropFirst().dropLast()),
      count < 12, Self.monthCounts.contains(count)
    {
      self = .months(count)
    } else if text.hasPrefix("irregular:"), let median = Int64(text.dropFirst(10)),
      (1...TimeGrid.times.upperBound * 2).contains(median)
    {
      self = .irregular(medianSeconds: median)
    } else if text.hasPrefix("PT"), let unit = Self.seconds(unit: text.last),
      let count = Int64(text.dropFirst(2).dropLast()),
      (1...43_200).contains(count), 43_200 >= count * unit, 86_400 % (count * unit) == 0
    {
      self = .seconds(count * unit)
    } else {
      return nil
    }
  }

  private static func named(_ text: String) -> SamplingInterval? {
    switch text {
    case "P1D": .day
    case "P1W": .week
    case "P1Y": .year
    default: nil
    }
  }

  private static func seconds(unit: Character?) -> Int64? {
    switch unit {
    case "H": 3600
    case "M": 60
    case "S": 1
    default: nil
    }
  }
}
