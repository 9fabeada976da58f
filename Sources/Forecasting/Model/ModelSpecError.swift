/// Why a model cannot be specified so.
public enum ModelSpecError: Error, Hashable {
  case changepointCount(Int)
  case changepointPriorScale(Double)
  case seasonalityPriorScale(Double)
}

extension ModelSpecError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .changepointCount(let count):
      "\(count) changepoints asked for, expected 0 to 100"
    case .changepointPriorScale(let scale):
      "changepoint prior scale is \(scale), expected a number from 1e-6 to 1e6, such as 0.1"
    case .seasonalityPriorScale(let scale):
      "seasonality prior scale is \(scale), expected a number from 1e-6 to 1e6, such as 1"
    }
  }
}
