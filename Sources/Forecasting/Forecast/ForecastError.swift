/// Why a forecast cannot be asked for so.
public enum ForecastError: Error, Hashable {
  case horizonOutOfRange(steps: Int)
  case levelOutOfRange(Double)
  case startNotOnGrid(Int64)
  case startNotAfterTraining(Int64)
}
