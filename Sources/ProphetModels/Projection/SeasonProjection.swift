import Forecasting
import Glibc

/// A core's seasonalities as Prophet's: Fourier series in days, phased from 1970-01-01.
///
/// What repeats after a whole number of rows (the day of hours, the week of days, with what the filters
/// learnt of them) is one cycle, given by one value a row, and its Fourier series is exact. Of a
/// logarithmic core, a cycle's factors over their mean, less 1, are what Prophet calls multiplicative.
struct SeasonProjection {
  private(set) var seasonalities: [ProphetSeasonality] = []
  /// What the seasonalities are on average, on the core's scale: part of the trend.
  private(set) var shift = 0.0
  private(set) var losses: [ProphetLoss] = []
  private let core: ModelCore
  /// What coefficients are divided by.
  private let size: Double

  /// - Parameters:
  ///   - core: Whose seasonalities.
  ///   - valueSize: Prophet's `y_scale`.
  init(_ core: ModelCore, valueSize: Double) {
    self.core = core
    size = core.isLogarithmic ? 1 : valueSize
    for cycle in Cycle.all(of: core) {
      let (mean, samples) = centred(cycle.samples)
      shift += mean
      add(cycle, samples)
    }
    for own in core.conditional { add(own) }
  }

  /// Adds a seasonality whose mean, which the trend cannot have, is there where it applies.
  private mutating func add(_ own: ModelCore.Conditional) {
    let cycle = Cycle(own.seasonality)
    guard core.isLogarithmic else {
      add(cycle, centred(cycle.samples).samples, condition: own.condition)
      return
    }
    let factors = cycle.samples.map { exp($0) }
    let mean = factors.reduce(0, +) / Double(factors.count)
    add(cycle, factors.map { $0 - mean }, condition: own.condition)
    if core.grid.isIrregular {
      losses.append(.conditionalMean(name: cycle.name, share: mean - 1))
    } else {
      addConstant(mean - 1, named: "\(cycle.name) (mean)", own.condition)
    }
  }

  /// A wave that repeats with every step, and so has one value on all of them.
  private mutating func addConstant(_ value: Double, named name: String, _ condition: String) {
    let period = core.grid.isOfMonths ? 1 : core.daysPerRow
    let wave = FourierSeries(cosines: [value], sines: [0]).trimmed(size: 1)
    let turns = core.timestamp(at: core.last) / 86_400 / period
    append(wave.phased(turns: turns), named: name, period, condition)
  }

  /// More harmonics than any cycle has that filters follow.
  private static let highestOrder = 350

  /// A cycle's mean on the core's scale, and its values around that: differences, or of a logarithmic
  /// core shares.
  private func centred(_ samples: [Double]) -> (mean: Double, samples: [Double]) {
    let count = Double(samples.count)
    guard core.isLogarithmic else {
      let mean = samples.reduce(0, +) / count
      return (mean, samples.map { $0 - mean })
    }
    let factors = samples.map { exp($0) }
    let mean = factors.reduce(0, +) / count
    return (log(mean), factors.map { $0 / mean - 1 })
  }

  private mutating func add(_ cycle: Cycle, _ samples: [Double], condition: String? = nil) {
    let order = min(core.isLogarithmic ? 2 * cycle.order : cycle.order, Self.highestOrder)
    if cycle.order > order { losses.append(.fineDetail(seasonRows: cycle.period)) }
    let series = FourierSeries(samples: samples, order: order)
    let days = cycle.period * core.daysPerRow
    if core.grid.isOfMonths {
      addMonths(cycle, series, condition)
    } else if cycle.days > 1 {
      let (day, week) = series.split(every: cycle.days)
      append(day, name: "daily", period: days / Double(cycle.days), condition)
      append(week, name: cycle.name, period: days, condition)
    } else {
      append(series, name: cycle.name, period: days, condition)
    }
  }

  private mutating func append(
    _ series: FourierSeries, name: String, period: Double, _ condition: String?
  ) {
    let turns = core.timestamp(at: 0) / 86_400 / period
    append(series.trimmed(size: size).phased(turns: turns), named: name, period, condition)
  }

  private mutating func append(
    _ phased: FourierSeries, named name: String, _ period: Double, _ condition: String?
  ) {
    guard phased.order > 0 else { return }
    let isTaken = seasonalities.contains { $0.name == name }
    seasonalities.append(
      ProphetSeasonality(
        name: isTaken ? "\(name) (recent)" : name, period: period,
        mode: core.isLogarithmic ? .multiplicative : .additive, conditionName: condition,
        coefficients: phased.coefficients(over: size)))
  }

  /// Of months, which are of unequal length, by least squares on the times of steps to come.
  private mutating func addMonths(
    _ cycle: Cycle, _ series: FourierSeries, _ condition: String?
  ) {
    let days = cycle.period * core.meanDaysPerRow
    let fit = MonthlyFit(core, series, period: cycle.period, days: days)
    if fit.largestError / (core.isLogarithmic ? 1 : core.spread) > 0.01 {
      losses.append(
        .calendarPattern(largest: fit.largestError * (core.isLogarithmic ? core.largestSize : 1)))
    }
    append(fit.series, named: cycle.name, days, condition)
  }
}

extension ModelCore {
  /// The length of a row, in days; of months the last one's.
  var daysPerRow: Double { (timestamp(at: last) - timestamp(at: last - 1)) / 86_400 }

  /// That of months in the mean: twelve have 365.25 days.
  var meanDaysPerRow: Double {
    switch grid.interval {
    case .months(let count): 365.25 / 12 * Double(count)
    case .seconds, .day, .week, .irregular: daysPerRow
    }
  }
}

extension TimeGrid {
  /// Whether steps are months of the calendar, or multiples of them.
  var isOfMonths: Bool {
    switch interval {
    case .months: true
    case .seconds, .day, .week, .irregular: false
    }
  }

  /// Whether the history's rows are at no steps.
  var isIrregular: Bool {
    if case .irregular = interval { true } else { false }
  }
}
