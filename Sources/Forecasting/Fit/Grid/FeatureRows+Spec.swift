import Glibc

extension FeatureRows {
  /// The features that a specification wants of a series.
  ///
  /// Left out is what has no say in the history: conditions that never hold, regressors that never
  /// change, and days of holidays that never came.
  ///
  /// - Parameters:
  ///   - spec: What is wanted.
  ///   - traits: Of the interval.
  ///   - times: Of the rows.
  ///   - given: The covariates of the rows; nil where none is wanted.
  ///   - values: The series, NaN where missing; empty where no covariate is wanted.
  init(
    _ spec: ModelSpec, _ traits: IntervalTraits, at times: RowTimes, given: PlacedCovariates?,
    values: [Double]
  ) {
    var columns = FeatureColumns()
    var conditions: [[Range<Int>]] = []
    var regressors: [[Double]] = []
    for custom in spec.customSeasonalities {
      guard let given, let condition = custom.conditionName,
        let seasonality = Seasonality(custom, traits)
      else { continue }
      let runs = given.runs(where: condition)
      guard !runs.isEmpty else { continue }
      columns.conditional.append(
        ConditionalSeasonality(seasonality: seasonality, condition: condition))
      conditions.append(runs)
    }
    for regressor in spec.regressors {
      guard let given else { continue }
      let own = given.values(of: regressor.name)
      guard let column = RegressorColumn(regressor, own, where: { !values[$0].isNaN }) else {
        continue
      }
      columns.regressors.append(column)
      // What is not known of a missing row is taken for the mean, or for 0 where that is not taken off.
      regressors.append(own.map { $0.isNaN ? 0 : column.standardised($0) })
    }
    let days = HolidayDays.all(of: spec.holidays, at: times)
    columns.holidays = days.map(\.column)
    self.init(
      columns: columns, conditions: conditions, regressors: regressors, holidays: days.map(\.runs))
  }
}

extension RegressorColumn {
  /// Nil where the regressor never changes.
  ///
  /// - Parameters:
  ///   - regressor: As specified.
  ///   - values: One a row.
  ///   - isObserved: Whether the series has a value at a row: only such rows count.
  init?(_ regressor: Regressor, _ values: [Double], where isObserved: (Int) -> Bool) {
    let observed = values.indices.lazy.filter(isObserved).map { values[$0] }
    let count = Double(observed.count)
    // Divided first, so that no sum leaves the range of doubles.
    let mean = observed.reduce(0) { $0 + $1 / count }
    let farthest = observed.reduce(0) { max($0, abs($1 - mean)) }
    guard farthest > 1e-12 * abs(mean), farthest.isFinite else { return nil }
    let squares = observed.reduce(0.0) { sum, value in
      let distance = (value - mean) / farthest
      return sum + distance * distance
    }
    let spread = farthest * (squares / (count - 1)).squareRoot()
    let isBinary = observed.allSatisfy { $0 == 0 || $0 == 1 }
    let isStandardised =
      switch regressor.standardization {
      case .on: true
      case .off: false
      case .automatic: !isBinary
      }
    let scale = isStandardised ? spread : 1
    // Changes too small to divide by are none, those too large are no numbers.
    guard scale.isNormal else { return nil }
    self.init(
      name: regressor.name, mean: isStandardised ? mean : 0, scale: scale,
      deviation: regressor.priorScale,
      history: isBinary || !isStandardised
        ? RegressorHistory(isBinary: isBinary, mean: mean, deviation: spread) : nil)
  }
}

/// One day of a holiday's window in a history.
private struct HolidayDays {
  let column: HolidayColumn
  /// The rows that it touches, ascending.
  let runs: [Range<Int>]

  private struct Key: Hashable {
    let name: String
    let offset: Int
  }

  /// All that touch a row, by name and day of the window.
  static func all(of holidays: [Holiday], at times: RowTimes) -> [HolidayDays] {
    var days: [Key: Set<Int>] = [:]
    var deviations: [String: Double] = [:]
    for holiday in holidays {
      deviations[holiday.name] = deviations[holiday.name] ?? holiday.priorScale
      for offset in holiday.lowerWindow...holiday.upperWindow {
        days[Key(name: holiday.name, offset: offset), default: []].insert(holiday.day + offset)
      }
    }
    return days.keys.sorted { ($0.name, $0.offset) < ($1.name, $1.offset) }.compactMap { key in
      let sorted = days[key, default: []].sorted()
      let runs = sorted.reduce(into: [Range<Int>]()) { runs, day in
        let rows = times.rows(ofDay: day)
        // Two dates of one name may touch the same long step.
        guard !rows.isEmpty, runs.last.map({ $0.upperBound <= rows.lowerBound }) ?? true else {
          return
        }
        runs.append(rows)
      }
      guard !runs.isEmpty, let deviation = deviations[key.name] else { return nil }
      let later = sorted.filter { times.grid.steps(ofDay: $0).upperBound > times.lastStep + 1 }
      return HolidayDays(
        column: HolidayColumn(
          name: key.name, offset: key.offset, deviation: deviation, laterDays: later),
        runs: runs)
    }
  }
}
