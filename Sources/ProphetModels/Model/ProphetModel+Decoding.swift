import Forecasting

extension ProphetModel: Decodable {
  /// Reads a model and checks that every forecast of it will be finite.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var components = Components()
    components.seasonalities = try container.decode(
      [ProphetSeasonality].self, forKey: .seasonalities)
    components.holidays = try container.decode([ProphetHoliday].self, forKey: .holidays)
    components.holidaysMode = try container.decode(ProphetMode.self, forKey: .holidaysMode)
    components.regressors = try container.decode([ProphetRegressor].self, forKey: .regressors)
    do {
      try self.init(
        grid: container.decode(TimeGrid.self, forKey: .grid),
        firstTime: container.decode(Int64.self, forKey: .firstTime),
        trainedThrough: container.decode(Int64.self, forKey: .trainedThrough),
        rows: container.decode(Int.self, forKey: .rows),
        scale: container.decode(ProphetScale.self, forKey: .scale),
        trend: container.decode(ProphetTrend.self, forKey: .trend), components: components,
        noise: container.decode(Double.self, forKey: .noise),
        intervalWidth: container.decode(Double.self, forKey: .intervalWidth))
    } catch let error as ProphetModelError {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "\(error)"))
    }
  }
}
