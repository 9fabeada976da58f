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

  private init?(coded text: String) {
    let named: [String: SamplingInterval] = ["P1D": .day, "P1W": .week, "P1Y": .year]
    if let interval = named[text] {
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
    } else if let unit = ["H": 3600, "M": 60, "S": 1 as Int64][text.suffix(1)],
      text.hasPrefix("PT"), let count = Int64(text.dropFirst(2).dropLast()),
      (1...43_200).contains(count), 43_200 >= count * unit, 86_400 % (count * unit) == 0
    {
      self = .seconds(count * unit)
    } else {
      return nil
    }
  }
}
