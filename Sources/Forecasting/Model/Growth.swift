/// The shape of the trend.
public enum Growth: String, Hashable, Sendable, Codable, CaseIterable {
  /// Piecewise linear, with a change of slope at every changepoint.
  case linear
  /// One level for the whole history.
  case flat
}
