/// Whether a component is added to the trend or multiplies it.
public enum ProphetMode: String, Hashable, Sendable, Codable, CaseIterable {
  case additive
  case multiplicative
}
