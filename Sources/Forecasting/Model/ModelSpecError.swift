/// Why a model cannot be specified so.
public enum ModelSpecError: Error, Hashable {
  case changepointCount(Int)
  case changepointPriorScale(Double)
  case seasonalityPriorScale(Double)
  case componentName(String)
  case componentPriorScale(name: String, Double)
  case seasonalityPeriod(name: String, Double)
  case seasonalityOrder(name: String, Int)
  case holidayWindow(name: String, lower: Int, upper: Int)
  /// In days since 1970-01-01.
  case holidayDay(name: String, Int)
  /// All parts together have too many.
  case columns(Int)

  /// Refuses names that components cannot have: empty ones, those of other parts of a forecast, and those with control
  /// characters.
  static func check(componentName name: String) throws(ModelSpecError) {
    let isTaken = ["", "trend", "recent", "holidays", "yhat"].contains(name)
    guard !isTaken, name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw .componentName(name)
    }
  }
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
    case .componentName(let name):
      "'\(name)' cannot be the name of a seasonality, holiday or regressor: give another"
    case .componentPriorScale(let name, let scale):
      "the prior scale of '\(name)' is \(scale), expected a number from 1e-6 to 1e6, such as 0.3"
    case .seasonalityPeriod(let name, let period):
      "the period of seasonality '\(name)' is \(period), expected days, more than 0"
    case .seasonalityOrder(let name, let order):
      "the Fourier order of seasonality '\(name)' is \(order), expected 1 to 100"
    case .holidayWindow(let name, let lower, let upper):
      "the window of holiday '\(name)' is \(lower) to \(upper) days, expected -366 to 0 and 0 to 366"
    case .holidayDay(let name, let day):
      "holiday '\(name)' is \(day) days after 1970-01-01, expected a day of the years 1 to 9999"
    case .columns(let count):
      "the model would have \(count) columns for seasonalities, holidays and regressors, expected at most"
        + " \(ModelSpec.maximumColumns): give shorter windows, lower orders or fewer names"
    }
  }
}
