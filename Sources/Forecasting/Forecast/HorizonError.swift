/// Why a horizon cannot be used.
public enum HorizonError: Error, Hashable {
  case malformed(String)
  case stepsOutOfRange(Int)
  /// The steps are months, quarters or years.
  case shorterThanADay(Horizon)
  case endsAfterYear9999
}

extension HorizonError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let text):
      "'\(text)' is no horizon: give steps such as 30, or a time such as 7d, 48h, 15m or 2w"
    case .shorterThanADay(let horizon):
      "a horizon of \(horizon) is shorter than a day, for a customer whose steps are months or"
        + " longer ('m' means minutes): give steps, such as 3"
    case .endsAfterYear9999:
      "the forecast would end after the year 9999: give a shorter horizon"
    case .stepsOutOfRange(let steps) where steps < 1:
      "a horizon of \(steps) steps has nothing to forecast: give 1 to \(Horizon.maximumSteps)"
    case .stepsOutOfRange(let steps):
      "a horizon of \(steps) steps is too long: give 1 to \(Horizon.maximumSteps)"
    }
  }
}
