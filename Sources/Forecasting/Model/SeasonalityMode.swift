/// On which scale a series is fitted.
public enum SeasonalityMode: String, Hashable, Sendable, Codable, CaseIterable {
  /// On both scales, weighted by how well each foretold held-back values.
  case automatic = "auto"
  /// On the values themselves.
  case additive
  /// On the logarithms, where all values are above 0; else as `additive`, with a note.
  case multiplicative
}
