import Forecasting
import Glibc

/// A core's holidays and regressors as Prophet's.
struct FeatureProjection {
  private(set) var holidays: [ProphetHoliday] = []
  private(set) var regressors: [ProphetRegressor] = []
  /// What regressors are on average, on the core's scale: part of the trend.
  private(set) var shift = 0.0
  /// Regressors whose effect is more than a line.
  private(set) var curved: [String] = []

  /// - Parameters:
  ///   - core: Whose features.
  ///   - valueSize: Prophet's `y_scale`.
  init(_ core: ModelCore, valueSize: Double) {
    let names = core.grid.hasLongSteps ? core.holidays.map(\.nameOfDay) : core.holidays.map(\.name)
    let days = Dictionary(grouping: zip(names, core.holidays)) { $0.0 }
    holidays = days.sorted { $0.key < $1.key }.map { name, days in
      ProphetHoliday(name: name, days.map(\.1), of: core, valueSize)
    }
    for own in core.regressors { add(own, of: core, valueSize) }
  }

  /// Adds a regressor, whose factor is a power where the core is logarithmic.
  ///
  /// Of values 0 and 1 a line says the same; of others it is the one through the history's mean that
  /// is best for a normal distribution.
  private mutating func add(
    _ own: ModelCore.Regressor, of core: ModelCore, _ valueSize: Double
  ) {
    guard core.isLogarithmic else {
      regressors.append(
        ProphetRegressor(
          name: own.name, mean: own.mean, deviation: own.scale, mode: .additive,
          coefficient: own.coefficient / valueSize))
      return
    }
    let slope = own.coefficient / own.scale
    // Where the line is 1: at 0 of values 0 and 1, else at the history's mean.
    let center = own.isBinary ? 0 : own.historyMean
    let deviation = own.isBinary ? 1 : own.historyDeviation
    let effect = slope * deviation
    shift += slope * (center - own.mean) + (own.isBinary ? 0 : effect * effect / 2)
    if !own.isBinary { curved.append(own.name) }
    regressors.append(
      ProphetRegressor(
        name: own.name, mean: center, deviation: deviation, mode: .multiplicative,
        coefficient: own.isBinary ? expm1(effect) : effect))
  }
}

extension ProphetHoliday {
  /// A holiday of days of one name, each of another offset.
  fileprivate init(
    name: String, _ days: [ModelCore.HolidayDay], of core: ModelCore, _ valueSize: Double
  ) {
    let isLong = core.grid.hasLongSteps
    var windows: [Int: ClosedRange<Int>] = [:]
    var effects: [Int: Double] = [:]
    for own in days {
      let offset = isLong ? 0 : own.offset
      effects[offset] = core.isLogarithmic ? expm1(own.coefficient) : own.coefficient / valueSize
      for day in own.days {
        let window = windows[day - offset] ?? 0...0
        windows[day - offset] = min(window.lowerBound, offset)...max(window.upperBound, offset)
      }
    }
    let dates = windows.sorted { $0.key < $1.key }.map { day, window in
      Date(day: day, lowerWindow: window.lowerBound, upperWindow: window.upperBound)
    }
    // Prophet has a column for every day of a window, be it one that the model left out.
    self.init(
      name: name, dates: dates,
      effects: Self.offsets(of: dates).map { Effect(offset: $0, coefficient: effects[$0] ?? 0) })
  }
}

extension ModelCore.HolidayDay {
  /// A name of its own for each day of the window: of steps longer than a day, dates are steps'.
  fileprivate var nameOfDay: String {
    offset == 0 ? name : "\(name) \(offset > 0 ? "+" : "")\(offset)"
  }
}

extension TimeGrid {
  /// Whether a step is longer than a day.
  fileprivate var hasLongSteps: Bool { isOfMonths || interval == .week }
}
