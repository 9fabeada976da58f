extension ProphetModel {
  /// What keeps the parts from being a model whose every forecast is finite, nil where nothing does.
  var defect: String? {
    if rows < 1 || firstTime > trainedThrough {
      return "it has \(rows) rows from \(firstTime) to \(trainedThrough)"
    }
    if !(0 < intervalWidth && intervalWidth < 1) { return "its interval_width is \(intervalWidth)" }
    if !(noise >= 0 && noise <= Self.largest) { return "its sigma_obs is \(noise)" }
    return scaleDefect ?? trendDefect ?? seasonalDefect ?? holidayDefect ?? regressorDefect
  }

  /// The largest scaled number: sums and products of such stay in the range of doubles.
  private static let largest = 1e12
  private static let largestValue = 1e250
  private static let mostCoefficients = 100_000
  private static let periods = 1e-6...1e9

  private var scaleDefect: String? {
    if !(scale.valueSize > 0 && scale.valueSize <= Self.largestValue) {
      return "its y_scale is \(scale.valueSize)"
    }
    if !(scale.timeLength >= 1e-3 && scale.timeLength <= Self.largest)
      || !(abs(scale.start) <= Self.largest)
    {
      return "its time starts at \(scale.start) and has length \(scale.timeLength)"
    }
    let values = [scale.smallestValue, scale.capacity ?? 0, scale.floor ?? 0]
    return values.allSatisfy { abs($0) <= Self.largestValue }
      ? nil : "its y_min, cap or floor is \(values)"
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
    let windows = -ProphetHoliday.longestWindow...ProphetHoliday.longestWindow
    for holiday in holidays {
      let sane = holiday.dates.allSatisfy {
        windows.contains($0.lowerWindow) && windows.contains($0.upperWindow)
          && $0.lowerWindow <= $0.upperWindow && abs($0.day) < 10_000_000
      }
      if !sane { return "its holiday \(holiday.name) has a window beyond \(windows) days" }
      if !areSmall(holiday.effects.map(\.coefficient)) {
        return "its holiday \(holiday.name) has a coefficient that is no number"
      }
    }
    return nil
  }

  private var regressorDefect: String? {
    for regressor in regressors {
      let numbers = [regressor.mean, regressor.coefficient]
      guard areSmall([regressor.coefficient]), numbers.allSatisfy(\.isFinite),
        regressor.deviation > 0, regressor.deviation.isFinite
      else { return "its regressor \(regressor.name) is not standardised by finite numbers" }
    }
    return nil
  }

  private func areSmall(_ numbers: [Double]) -> Bool {
    numbers.allSatisfy { abs($0) <= Self.largest }
  }
}
