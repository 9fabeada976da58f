/// What a model should be, before it has seen data.
public struct ModelSpec: Hashable, Sendable, Codable {
  /// What prior scales can be: beyond, their squares leave the range of useful penalties.
  public static let priorScales = 1e-6...1e6

  /// What the model should be best at; the default of the interval when nil.
  ///
  /// At least one step; beyond `Horizon.maximumSteps` it counts as that many.
  public var horizon: Horizon?
  public var growth: Growth
  public var changepoints: Changepoints
  public var seasonalities: Seasonalities
  /// Each name once.
  public var customSeasonalities: [CustomSeasonality] = []
  public var holidays: [Holiday] = []
  /// Each name once.
  public var regressors: [Regressor] = []
  /// The level of the intervals that a forecast has where nobody asks for one, in (0, 1).
  public var intervalWidth = 0.8

  public init(
    horizon: Horizon? = nil, growth: Growth = .linear, changepoints: Changepoints = .standard,
    seasonalities: Seasonalities = .standard
  ) {
    self.horizon = horizon
    self.growth = growth
    self.changepoints = changepoints
    self.seasonalities = seasonalities
  }

  /// The columns that a customer's file must have for this model, beside time and value.
  public var covariateNames: [String] {
    let conditions = customSeasonalities.compactMap(\.conditionName)
    return Set(regressors.map(\.name) + conditions).sorted()
  }
}
