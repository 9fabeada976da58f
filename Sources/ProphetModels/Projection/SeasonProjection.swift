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
  private let valueSize: Double

  /// - Parameters:
  ///   - core: Whose seasonalities.
  ///   - valueSize: Prophet's `y_scale`.
  init(_ core: ModelCore, valueSize: Double) {
    self.core = core
    self.valueSize = valueSize
    let cycles = Cycle.all(of: core)
    for cycle in cycles {
      if core.grid.isOfMonths { addMonths(cycle) } else { add(cycle) }
    }
    if core.isLogarithmic, cycles.count > 1 { losses.append(.productsOfSeasonalities) }
  }

  /// More harmonics than any cycle has that filters follow.
  private static let highestOrder = 350

  /// The cycle's values around their mean: differences, or of a logarithmic core shares.
  private mutating func centred(_ samples: [Double]) -> [Double] {
    let count = Double(samples.count)
    guard core.isLogarithmic else {
      let mean = samples.reduce(0, +) / count
      shift += mean
      return samples.map { $0 - mean }
    }
    let factors = samples.map { exp($0) }
    let mean = factors.reduce(0, +) / count
    shift += log(mean)
    return factors.map { $0 / mean - 1 }
  }

  private mutating func add(_ cycle: Cycle) {
    let samples = centred(cycle.samples)
    let order = min(core.isLogarithmic ? 2 * cycle.order : cycle.order, Self.highestOrder)
    if cycle.order > order { losses.append(.fineDetail(seasonRows: samples.count)) }
    let series = FourierSeries(samples: samples, order: order)
    let days = cycle.period * core.daysPerRow
    guard cycle.days > 1 else {
      append(series, name: cycle.name, period: days)
      return
    }
    let (day, week) = series.split(every: cycle.days)
    append(day, name: "daily", period: days / Double(cycle.days))
    append(week, name: cycle.name, period: days)
  }

  private mutating func append(_ series: FourierSeries, name: String, period: Double) {
    let turns = core.timestamp(at: 0) / 86_400 / period
    let size = core.isLogarithmic ? 1 : valueSize
    let phased = series.trimmed(size: size).phased(turns: turns)
    guard phased.order > 0 else { return }
    seasonalities.append(
      ProphetSeasonality(
        name: name, period: period, mode: core.isLogarithmic ? .multiplicative : .additive,
        coefficients: phased.coefficients(over: size)))
  }

  /// Months of a year onto a yearly seasonality, by least squares on the times of steps to come.
  private mutating func addMonths(_ cycle: Cycle) {
    let samples = centred(cycle.samples)
    let months = MonthlyFit(core, samples, order: cycle.order)
    let size = core.isLogarithmic ? 1 : valueSize
    if months.largestError * (core.isLogarithmic ? 1 : 1 / core.spread) > 0.01 {
      losses.append(
        .calendarPattern(
          largest: months.largestError * (core.isLogarithmic ? core.largestSize : 1)))
    }
    seasonalities.append(
      ProphetSeasonality(
        name: cycle.name, period: MonthlyFit.daysPerYear,
        mode: core.isLogarithmic ? .multiplicative : .additive,
        coefficients: months.series.coefficients(over: size)))
  }
}

/// One pattern that repeats: the core's blocks that share a period, and what filters learnt of it.
private struct Cycle {
  let name: String
  /// In rows.
  let period: Double
  /// Evenly spaced over the period, on the core's scale.
  let samples: [Double]
  /// Harmonics that the samples have.
  let order: Int
  /// How many days a cycle of weeks has that are a seasonality of their own, else 1.
  let days: Int

  /// Longer cycles are no table of rows.
  private static let longestTable = 700

  static func all(of core: ModelCore) -> [Cycle] {
    let rows = tableRows(of: core)
    let whole = core.seasonalities.filter {
      $0.isBuiltIn && $0.period == $0.period.rounded() && rows % max(1, Int($0.period)) == 0
    }
    var cycles = core.seasonalities.filter { !whole.contains($0) }.map { Cycle($0) }
    let hasTable = !whole.isEmpty || !core.shortSeason.isEmpty || !core.longSeason.isEmpty
    if hasTable { cycles.append(Cycle(core, whole, rows: rows)) }
    return cycles
  }

  /// The length of the longest cycle that is a table.
  private static func tableRows(of core: ModelCore) -> Int {
    let periods = core.seasonalities.filter { $0.isBuiltIn }.map(\.period)
    let tables = periods.filter { $0 == $0.rounded() && $0 <= Double(longestTable) }.map { Int($0) }
    return max(1, core.shortSeason.count, core.longSeason.count, tables.max() ?? 1)
  }

  /// A block of its own period.
  private init(_ seasonality: ModelCore.Seasonality) {
    name = seasonality.name
    period = seasonality.period
    order = seasonality.harmonics.reduce(0) { max($0, $1.multiple) }
    let count = max(64, 8 * order)
    samples = (0..<count).map {
      seasonality.value(at: Double($0) * seasonality.period / Double(count))
    }
    days = 1
  }

  /// A table of rows.
  private init(_ core: ModelCore, _ blocks: [ModelCore.Seasonality], rows: Int) {
    period = Double(rows)
    order = rows / 2
    samples = (0..<rows).map { row in
      var value = blocks.reduce(0) { $0 + $1.value(at: Double(row)) }
      if !core.shortSeason.isEmpty { value += core.shortSeason[row % core.shortSeason.count] }
      if !core.longSeason.isEmpty { value += core.longSeason[row % core.longSeason.count] }
      return value
    }
    let length = period * core.daysPerRow
    days = length == 7 && core.daysPerRow < 1 ? 7 : 1
    name = core.grid.isOfMonths ? "yearly" : length == 7 ? "weekly" : "daily"
  }
}

extension ModelCore.Seasonality {
  /// Whether it is one of those whose period is a whole number of rows by its name.
  fileprivate var isBuiltIn: Bool { ["yearly", "weekly", "daily"].contains(name) }
}

extension ModelCore {
  /// The length of a row, in days; of months as far as they have one.
  var daysPerRow: Double { (timestamp(at: last) - timestamp(at: last - 1)) / 86_400 }
}

extension TimeGrid {
  /// Whether steps are months, quarters or years.
  var isOfMonths: Bool {
    switch interval {
    case .month, .quarter, .year: true
    case .seconds, .day, .week, .irregular: false
    }
  }
}
