extension FittedModel: Decodable {
  /// Reads a model and checks that every forecast of it will be finite.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    trainedThrough = try container.decode(Int64.self, forKey: .trainedThrough)
    rows = try container.decode(Int.self, forKey: .rows)
    grid = try container.decode(TimeGrid.self, forKey: .grid)
    unit = try container.decode(Double.self, forKey: .unit)
    bounds = try container.decode(ValueBounds.self, forKey: .bounds)
    trend = try container.decode(TrendBasis.self, forKey: .trend)
    seasonalities = try container.decode([SeasonalShape].self, forKey: .seasonalities)
    scales = try container.decode([ScaleModel].self, forKey: .scales)
    constant = try container.decodeIfPresent(Double.self, forKey: .constant)
    errorProfile = try container.decode(ErrorProfile.self, forKey: .errorProfile)
    features = try container.decodeIfPresent(FittedFeatures.self, forKey: .features)
    width = try container.decodeIfPresent(Double.self, forKey: .width)
    if let defect {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "no sound model: \(defect)"))
    }
  }
}
