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

  public init(
    horizon: Horizon? = nil, growth: Growth = .linear, changepoints: Changepoints = .standard,
    seasonalities: Seasonalities = .standard
  ) {
    self.horizon = horizon
    self.growth = growth
    self.changepoints = changepoints
    self.seasonalities = seasonalities
  }
}
