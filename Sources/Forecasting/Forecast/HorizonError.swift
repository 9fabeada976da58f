/// Why a horizon cannot be used.
public enum HorizonError: Error, Hashable {
  case malformed(String)
  case stepsOutOfRange(Int)
}

extension HorizonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let text):
      "'\(text)' is no horizon: give steps such as 30, or a time such as 7d, 48h, 15m or 2w"
    case .stepsOutOfRange(let steps) where steps < 1:
      "a horizon of \(steps) steps has nothing to forecast: give 1 to \(Horizon.maximumSteps)"
    case .stepsOutOfRange(let steps):
      "a horizon of \(steps) steps is too long: give 1 to \(Horizon.maximumSteps)"
    }
  }
}
