/// Coded by the number of changepoints where they are evenly spaced, else by their positions.
extension TrendBasis: Codable {
  private enum CodingKeys: String, CodingKey {
    case growth, last, unit, changepoints
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(growth, forKey: .growth)
    try container.encode(last, forKey: .last)
    try container.encode(unit, forKey: .unit)
    if knots == Self.evenKnots(count: knots.count, rows: unit) {
      try container.encode(knots.count, forKey: .changepoints)
    } else {
      try container.encode(knots, forKey: .changepoints)
    }
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    growth = try container.decode(Growth.self, forKey: .growth)
    last = try container.decode(Double.self, forKey: .last)
    unit = try container.decode(Double.self, forKey: .unit)
    // A number where the changepoints are evenly spaced, a list where they are not.
    if let count = try? container.decode(Int.self, forKey: .changepoints) {
      guard Changepoints.counts.contains(count) else {
        throw DecodingError.dataCorruptedError(
          forKey: .changepoints, in: container,
          debugDescription: "\(count) changepoints, expected 0 to \(Changepoints.counts.upperBound)"
        )
      }
      knots = Self.evenKnots(count: count, rows: unit)
    } else {
      knots = try container.decode([Double].self, forKey: .changepoints)
    }
  }
}
