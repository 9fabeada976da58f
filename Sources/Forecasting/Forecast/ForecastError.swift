/// Why a forecast cannot be asked for so.
public enum ForecastError: Error, Hashable {
  case startNotOnGrid(Int64)
  case startNotAfterTraining(Int64)
  /// The named column has no value at the step of this time.
  case futureMissing(name: String, at: Int64)
}
