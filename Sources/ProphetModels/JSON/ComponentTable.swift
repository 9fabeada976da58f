/// Which of Prophet's columns belong to which component: its `train_component_cols`.
struct ComponentTable {
  /// Ascending, as pandas sorts them.
  let names: [String]
  /// By column: the names that it belongs to.
  let columns: [Set<String>]
  private let modes: [ProphetMode: [String]]

  struct HolidayColumn {
    let holiday: String
    let coefficient: Double
    let key: [UInt8]
  }

  /// The holidays' columns in Prophet's order: that of their names as text.
  static func holidayColumns(_ holidays: [ProphetHoliday]) -> [HolidayColumn] {
    holidays.flatMap { holiday in
      holiday.effects.map { effect in
        HolidayColumn(
          holiday: holiday.name, coefficient: effect.coefficient,
          key: Array((holiday.name + ProphetHoliday.column(effect.offset)).utf8))
      }
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  init(_ model: ProphetModel) {
    var columns: [Set<String>] = []
    var modes: [ProphetMode: [String]] = [:]
    for seasonality in model.seasonalities {
      let names: Set = [seasonality.name, Self.terms(seasonality.mode)]
      columns += [Set<String>](repeating: names, count: seasonality.coefficients.count)
      modes[seasonality.mode, default: []].append(seasonality.name)
    }
    let holidays = Self.holidayColumns(model.holidays)
    columns += holidays.map { [$0.holiday, "holidays", Self.terms(model.holidaysMode)] }
    modes[model.holidaysMode, default: []] += model.holidays.map(\.name)
    for regressor in model.regressors {
      columns.append([
        regressor.name, "extra_regressors_\(regressor.mode.rawValue)", Self.terms(regressor.mode),
      ])
      modes[regressor.mode, default: []].append(regressor.name)
    }
    for mode in [ProphetMode.additive, .multiplicative] {
      modes[mode, default: []] += [Self.terms(mode), "extra_regressors_\(mode.rawValue)"]
    }
    modes[model.holidaysMode, default: []].append("holidays")
    self.modes = modes
    // Prophet has one column of zeros where there is none.
    self.columns = columns.isEmpty ? [[]] : columns
    let all = columns.reduce(into: Set(ProphetMode.allCases.map(Self.terms))) { $0.formUnion($1) }
    names = all.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  func names(of mode: ProphetMode) -> [String] { modes[mode] ?? [] }

  private static func terms(_ mode: ProphetMode) -> String { "\(mode.rawValue)_terms" }
}
