import Forecasting
import Glibc
import Measuring

/// One kind of series, many customers of it, and the floor of its fit.
struct Case {
  let title: String
  let shape: MadeSeries.Shape
  /// The rows after which the columns repeat, and how many columns there are.
  let table: (period: Int, columns: Int)
  let scales: Int

  static let daily = Case(
    title: "daily, 365 rows, above 0",
    shape: MadeSeries.Shape(rows: 365, step: .seconds(86_400), periods: [7, 365.25]),
    table: (365, 32), scales: 2)

  static let all = [
    daily,
    Case(
      title: "daily, 365 rows, with zeros",
      shape: MadeSeries.Shape(
        rows: 365, step: .seconds(86_400), periods: [7, 365.25], hasZeros: true),
      table: (365, 32), scales: 1),
    Case(
      title: "daily, 365 rows, 5% missing",
      shape: MadeSeries.Shape(
        rows: 365, step: .seconds(86_400), periods: [7, 365.25], missing: 0.05),
      table: (365, 32), scales: 2),
    Case(
      title: "daily, 1096 rows, above 0",
      shape: MadeSeries.Shape(rows: 1_096, step: .seconds(86_400), periods: [7, 365.25]),
      table: (1_096, 48), scales: 2),
    Case(
      title: "hourly, 8760 rows, above 0",
      shape: MadeSeries.Shape(rows: 8_760, step: .seconds(3_600), periods: [24, 168, 8_766]),
      table: (168, 66), scales: 2),
    Case(
      title: "monthly, 120 rows, above 0",
      shape: MadeSeries.Shape(rows: 120, step: .months, periods: [12]),
      table: (120, 33), scales: 2),
  ]

  private static let customers = 64

  private func made() throws -> [TimeSeries] {
    var source = MadeSeries(seed: 20_260_101)
    return try (0..<Self.customers).map { _ in try source.series(shape) }
  }

  /// Fits one customer after the other, the floor in turn.
  func row(rounds: Int) throws -> String {
    let customers = try made()
    var fitter = ModelFitter(spec: ModelSpec())
    var floor = try FitFloor(
      rows: shape.rows, period: table.period, columns: table.columns, scales: scales)
    // The first ones make the grid and its factorisations.
    for series in customers { _ = try fitter.fit(series) }
    var (fits, floors): ([Double], [Double]) = ([], [])
    var checksum = 0.0
    for round in 0..<rounds {
      let series = customers[round % customers.count]
      var start = CPUClock.threadSeconds()
      checksum += Double(try fitter.fit(series).model.rows)
      fits.append(CPUClock.threadSeconds() - start)
      start = CPUClock.threadSeconds()
      checksum += floor.run()
      floors.append(CPUClock.threadSeconds() - start)
    }
    guard checksum.isFinite else { exit(1) }
    return Self.line(title, fits, floors)
  }

  /// Forecasts a week of many daily customers; the floor is a copy of the model's numbers.
  static func forecastRow(rounds: Int) throws -> String {
    var fitter = ModelFitter(spec: ModelSpec())
    let models = try daily.made().map { try fitter.fit($0).model }
    let numbers = [Double](repeating: 1, count: 1_000)
    var (forecasts, floors): ([Double], [Double]) = ([], [])
    var checksum = 0.0
    for _ in 0..<rounds {
      var start = CPUClock.threadSeconds()
      for model in models { checksum += try model.forecast(horizon: 7).yhat[6] }
      forecasts.append((CPUClock.threadSeconds() - start) / Double(models.count))
      start = CPUClock.threadSeconds()
      for model in models { checksum += numbers.reduce(Double(model.rows), +) }
      floors.append((CPUClock.threadSeconds() - start) / Double(models.count))
    }
    guard checksum.isFinite else { exit(1) }
    return line("forecast of 7 days with an interval", forecasts, floors)
  }

  /// The memory of a model, the largest of the customers'.
  func modelBytes() throws -> Int {
    var fitter = ModelFitter(spec: ModelSpec())
    return try made().map {
      try fitter.fit($0).model.heapBytes + MemoryLayout<FittedModel>.size
    }.max() ?? 0
  }

  private static func line(_ title: String, _ times: [Double], _ floors: [Double]) -> String {
    func order(_ values: [Double], _ share: Double) -> Double {
      values.sorted()[Int(share * Double(values.count - 1))] * 1e6
    }
    let (median, floor) = (order(times, 0.5), order(floors, 0.5))
    let cells = [median, floor, median / floor, order(times, 0.25)].map {
      "\(($0 * 100).rounded() / 100)"
    }
    return "| \(title) | \(cells.joined(separator: " | ")) |"
  }
}
