/// Whether a seasonality is part of the model.
public enum SeasonalityChoice: String, Hashable, Sendable, Codable, CaseIterable {
  /// Where the history is long enough to show it.
  case automatic = "auto"
  /// Wherever the interval can carry it.
  case on
  case off

  /// Whether the seasonality is to be there, `shown` being what the history says.
  func includes(shown: Bool) -> Bool {
    switch self {
    case .automatic: shown
    case .on: true
    case .off: false
    }
  }
}
