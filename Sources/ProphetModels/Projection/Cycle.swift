import Forecasting

/// One pattern that repeats: a block of a core's harmonics, or all that share a number of rows with
/// what filters learnt of it.
struct Cycle {
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

  /// The length of the longest cycle that is a table: what filters learnt must fit in.
  private static func tableRows(of core: ModelCore) -> Int {
    let learnt = max(1, core.shortSeason.count, core.longSeason.count)
    let periods = core.seasonalities.filter { $0.isBuiltIn }.map(\.period)
    let tables = periods.filter { $0 == $0.rounded() && $0 <= Double(longestTable) }
      .map { Int($0) }.filter { $0 % learnt == 0 }
    return max(learnt, tables.max() ?? 1)
  }

  /// A block of its own period.
  init(_ seasonality: ModelCore.Seasonality) {
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
    let length = core.grid.isOfMonths ? 365.25 : Double(rows) * core.daysPerRow
    days = length == 7 && core.daysPerRow < 1 ? 7 : 1
    let own = blocks.first { $0.period == Double(rows) }?.name
    name = own ?? (length == 7 ? "weekly" : length == 1 ? "daily" : "yearly")
  }
}

extension ModelCore.Seasonality {
  /// Whether it is one of those whose period is a whole number of rows by its name.
  fileprivate var isBuiltIn: Bool { ["yearly", "weekly", "daily"].contains(name) }
}
