import Forecasting

extension ProphetModel {
  /// What keeps the parts from being a model whose every forecast is finite, nil where nothing does.
  var defect: String? {
    if rows < 1 || firstTime > trainedThrough {
      return "it has \(rows) rows from \(firstTime) to \(trainedThrough)"
    }
    if ![firstTime, trainedThrough].allSatisfy({ Self.times.contains(Double($0)) }) {
      return "its rows from \(firstTime) to \(trainedThrough) are outside the years 0 to 9999"
    }
    if case .irregular(let seconds) = grid.interval, Double(seconds) > Self.times.upperBound {
      return "its rows are \(seconds) s apart"
    }
    if !(0 < intervalWidth && intervalWidth < 1) { return "its interval_width is \(intervalWidth)" }
    if !(noise >= 0 && noise <= Self.largest) { return "its sigma_obs is \(noise)" }
    return scaleDefect ?? trendDefect ?? seasonalDefect ?? holidayDefect ?? regressorDefect
  }

  /// The years 0 to 9999, in seconds since 1970-01-01.
  static let times = -62_167_219_200.0...253_402_300_799.0

  /// The largest scaled number: sums and products of such, and of the largest value, stay in the range
  /// of doubles.
  private static let largest = 1e12
  private static let largestValue = 1e220
  private static let mostCoefficients = 100_000
  private static let periods = 1e-6...1e9

  private var scaleDefect: String? {
    if !(scale.valueSize > 0 && scale.valueSize <= Self.largestValue) {
      return "its y_scale is \(scale.valueSize)"
    }
    if !(scale.timeLength >= 1e-3 && scale.timeLength <= Self.largest)
      || !Self.times.contains(scale.start)
    {
      return "its time starts at \(scale.start) and has length \(scale.timeLength)"
    }
    let values = [scale.smallestValue, scale.capacity ?? 0, scale.floor ?? 0]
    let scaled = [scale.scaledCapacity, scale.bottom / scale.valueSize]
    return values.allSatisfy { abs($0) <= Self.largestValue } && areSmall(scaled)
      ? nil : "its y_min, cap and floor are \(values), of values scaled by \(scale.valueSize)"
  }

  private var trendDefect: String? {
    if trend.changepoints.count != trend.changes.count {
      return "it has \(trend.changepoints.count) changepoints but \(trend.changes.count) deltas"
    }
    if trend.changepoints.count > Self.mostCoefficients {
      return "it has \(trend.changepoints.count) changepoints"
    }
    if !areSmall([trend.rate, trend.offset] + trend.changes + trend.changepoints) {
      return "a number of its trend is not finite, or beyond \(Self.largest)"
    }
    let bends = trend.changepoints.map { scale.start + $0 * scale.timeLength }
    if let bend = bends.first(where: { !Self.times.contains($0) }) {
      return "its changepoint at \(bend) s since 1970-01-01 is outside the years 0 to 9999"
    }
    guard trend.growth == .logistic else { return nil }
    if scale.capacity == nil { return "its growth is logistic, but its history has no cap" }
    return areSmall(trend.offsetChanges) ? nil : "its logistic growth rate passes through 0"
  }

  private var seasonalDefect: String? {
    if Set(seasonalities.map(\.name)).count != seasonalities.count {
      return "two of its seasonalities have one name"
    }
    for seasonality in seasonalities {
      let name = "its \(seasonality.name) seasonality"
      if !Self.periods.contains(seasonality.period) {
        return "\(name) has period \(seasonality.period)"
      }
      let count = seasonality.coefficients.count
      if count == 0 || count % 2 != 0 || count > Self.mostCoefficients {
        return "\(name) has \(count) coefficients"
      }
      if !areSmall(seasonality.coefficients) {
        return "\(name) has a coefficient that is no number"
      }
    }
    return nil
  }

  private var holidayDefect: String? {
    if let name = Self.repeated(holidays.map(\.name)) {
      return "two of its holidays have the name \(name)"
    }
    if let defect = holidays.lazy.compactMap(\.defect).first { return defect }
    let rows = holidays.reduce(0) { $0 + $1.dates.count }
    if rows > ProphetHoliday.mostDates { return "its holidays have \(rows) dates" }
    // Each factor is bounded by now.
    let days = holidays.reduce(0) { $0 + $1.dates.count * $1.effects.count }
    if days > ProphetHoliday.mostDays { return "its holidays' windows have \(days) days" }
    let large = holidays.first { !areSmall($0.effects.map(\.coefficient)) }
    return large.map { "its holiday \($0.name) has a coefficient that is no number" }
  }

  private var regressorDefect: String? {
    if let name = Self.repeated(regressors.map(\.name)) {
      return "two of its regressors have the name \(name)"
    }
    for regressor in regressors {
      let numbers = [regressor.mean, regressor.coefficient]
      guard areSmall([regressor.coefficient]), numbers.allSatisfy(\.isFinite),
        regressor.deviation > 0, regressor.deviation.isFinite
      else { return "its regressor \(regressor.name) is not standardised by finite numbers" }
    }
    return nil
  }

  /// The first of some names that stands twice.
  private static func repeated(_ names: [String]) -> String? {
    var seen: Set<String> = []
    return names.first { !seen.insert($0).inserted }
  }

  private func areSmall(_ numbers: [Double]) -> Bool {
    numbers.allSatisfy { abs($0) <= Self.largest }
  }
}

extension ProphetHoliday {
  /// What keeps the windows from being ones, nil where nothing does.
  fileprivate var defect: String? {
    let windows = -Self.longestWindow...Self.longestWindow
    let areSound = dates.allSatisfy {
      (windows.lowerBound...0).contains($0.lowerWindow)
        && (0...windows.upperBound).contains($0.upperWindow) && Self.days.contains($0.day)
    }
    if !areSound { return "its holiday \(name) has a date or a window beyond \(windows) days" }
    let offsets = Set(effects.map(\.offset))
    return offsets.allSatisfy(windows.contains) && offsets.count == effects.count
      ? nil : "its holiday \(name) has an effect beyond \(windows) days, or two on one day"
  }

  /// Days since 1970-01-01: the years 0 to 9999, and a window around them.
  private static let days = -720_000...2_940_000
}
