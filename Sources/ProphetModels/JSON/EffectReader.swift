import Forecasting

/// Gives each component its part of Prophet's *beta*: seasonalities, holidays, regressors, in this
/// order.
struct EffectReader {
  private let document: ProphetDocument
  private var rest: ArraySlice<Double>
  /// Names of holidays with coefficients but without dates.
  private(set) var missingHolidays: [String] = []

  init(_ document: ProphetDocument) throws(ProphetModelError) {
    self.document = document
    rest = document.params.beta.means[...]
    let seasonal = document.seasonalities.elements.reduce(0) {
      $0 + 2 * min(max($1.value.fourierOrder, 0), Self.highestOrder)
    }
    let others = seasonal + document.regressors.elements.count
    guard rest.count >= others else {
      throw .unsound("it has \(rest.count) coefficients (beta) for \(others) columns")
    }
  }

  private static let highestOrder = 50_000

  mutating func components() throws(ProphetModelError) -> ProphetModel.Components {
    var components = ProphetModel.Components()
    for (name, own) in document.seasonalities.elements {
      guard (1...Self.highestOrder).contains(own.fourierOrder) else {
        throw .unsound("its \(name) seasonality has fourier_order \(own.fourierOrder)")
      }
      components.seasonalities.append(
        ProphetSeasonality(
          name: name, period: own.period, mode: try mode(own.mode, of: name),
          conditionName: own.conditionName, priorScale: own.priorScale,
          coefficients: take(2 * own.fourierOrder)))
    }
    let regressors = document.regressors.elements
    let isPlaceholder =
      others(than: regressors) == 1 && components.seasonalities.isEmpty
      && regressors.isEmpty && document.trainedHolidays == nil
    let holidays = isPlaceholder ? 0 : others(than: regressors)
    components.holidays = try takeHolidays(
      columns: holidays, from: document.params.beta.means.count - rest.count)
    components.holidaysMode = try mode(
      document.holidaysMode ?? document.seasonalityMode, of: "holidays")
    for (name, own) in regressors {
      components.regressors.append(
        ProphetRegressor(
          name: name, mean: own.mean, deviation: own.deviation,
          mode: try mode(own.mode, of: name), priorScale: own.priorScale,
          coefficient: take(1)[0]))
    }
    return components
  }

  private func others(than regressors: [some Any]) -> Int { rest.count - regressors.count }

  private mutating func take(_ count: Int) -> [Double] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  private func mode(_ text: String, of name: String) throws(ProphetModelError) -> ProphetMode {
    try ProphetReading.known(ProphetMode(rawValue: text), "mode of \(name)", text)
  }

  /// The holidays' columns, each of which `train_component_cols` gives to a name.
  private mutating func takeHolidays(
    columns count: Int, from first: Int
  ) throws(ProphetModelError) -> [ProphetHoliday] {
    let coefficients = take(count)
    let rows = document.componentColumns.value.data
    let names = Set(document.trainedHolidays?.value.data ?? [])
    guard count == 0 || rows.count == document.params.beta.means.count else {
      throw .unsound("train_component_cols has \(rows.count) rows, one a beta was expected")
    }
    var byName: [String: [Double]] = [:]
    for (index, coefficient) in coefficients.enumerated() {
      guard let name = rows[first + index].first(where: { $1 == 1 && names.contains($0) })?.key
      else { throw .unsound("row \(first + index) of train_component_cols is no known holiday's") }
      byName[name, default: []].append(coefficient)
    }
    let tables = try holidayDates()
    missingHolidays = byName.keys.filter { tables[$0] == nil }.sorted()
    var holidays: [ProphetHoliday] = []
    for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
      guard let coefficients = byName[name] else { continue }
      holidays.append(try holiday(name, table, coefficients))
    }
    return holidays
  }

  private func holiday(
    _ name: String, _ table: HolidayTable, _ coefficients: [Double]
  ) throws(ProphetModelError) -> ProphetHoliday {
    let offsets = ProphetHoliday.offsets(of: table.dates)
    guard offsets.count == coefficients.count else {
      throw .unsound(
        "its holiday '\(name)' has \(coefficients.count) coefficients for \(offsets.count) days")
    }
    return ProphetHoliday(
      name: name, dates: table.dates,
      effects: zip(offsets, coefficients).map {
        ProphetHoliday.Effect(offset: $0, coefficient: $1)
      }, priorScale: table.priorScale)
  }

  private struct HolidayTable {
    var dates: [ProphetHoliday.Date] = []
    var priorScale: Double
  }

  private func holidayDates() throws(ProphetModelError) -> [String: HolidayTable] {
    var tables: [String: HolidayTable] = [:]
    let longest = Double(ProphetHoliday.longestWindow)
    let rows = document.holidays?.value.data ?? []
    guard rows.count <= ProphetHoliday.mostDates else {
      throw .unsound("its holidays have \(rows.count) rows, more than \(ProphetHoliday.mostDates)")
    }
    for row in rows {
      guard let text = row.ds, let time = TimestampText.parse(text) else {
        throw .malformed("holidays: '\(row.ds ?? "")' is no date of \(row.holiday)")
      }
      // Prophet takes a window of which one side is missing for none.
      let lower = row.lowerWindow ?? 0
      let upper = row.upperWindow ?? 0
      let isWhole = (row.lowerWindow == nil) == (row.upperWindow == nil)
      guard (-longest...0).contains(lower), (0...longest).contains(upper) else {
        throw .unsound("holidays: the window of \(row.holiday) is \(lower) to \(upper) days")
      }
      tables[
        row.holiday,
        default: HolidayTable(priorScale: row.priorScale ?? document.holidaysPriorScale)
      ].dates.append(
        ProphetHoliday.Date(
          day: Int(time.quotientRoundedDown(by: 86_400)), lowerWindow: isWhole ? Int(lower) : 0,
          upperWindow: isWhole ? Int(upper) : 0))
    }
    return tables
  }
}

extension Int64 {
  fileprivate func quotientRoundedDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
