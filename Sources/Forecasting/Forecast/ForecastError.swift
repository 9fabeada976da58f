/// Why a forecast cannot be asked for so.
public enum ForecastError: Error, Hashable {
  case startNotOnGrid(Int64)
  case startNotAfterTraining(Int64)
  /// The named column has no value at the step of this time.
  case futureMissing(name: String, at: Int64)
}

extension ForecastError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .startNotOnGrid(let time):
      "no step of this customer's model lies at \(Self.text(time))"
    case .startNotAfterTraining(let time):
      "\(Self.text(time)) is not after the last row that the model knows; start later"
    case .futureMissing(let name, let time):
      "the forecast needs '\(name)' at \(Self.text(time)), which is not known: fill it in"
    }
  }

  private static func text(_ time: Int64) -> String {
    TimestampText(writing: [time]).text(of: time)
  }
}
