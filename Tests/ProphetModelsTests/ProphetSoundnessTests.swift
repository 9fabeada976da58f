import Forecasting
import ProphetModels
import Testing

/// What an archive or a file may say that no forecast or export could be made of.
@Suite struct ProphetSoundnessTests {
  @Test func `a changepoint beyond the year 9999 is refused`() throws {
    var parts = ModelParts()
    parts.scale = ProphetScale(start: 0, timeLength: 1e8, valueSize: 10)
    parts.changepoints = [1e12]

    #expect(refusal(of: parts)?.contains("years 0 to 9999") == true)
  }

  @Test(
    arguments: [
      0...Int64.max, Int64.min...864_000, 0...253_402_300_800, -62_167_219_201...0,
    ] as [ClosedRange<Int64>])
  func `rows outside the years 0 to 9999 are refused`(rows: ClosedRange<Int64>) throws {
    var parts = ModelParts()
    parts.firstTime = rows.lowerBound
    parts.trainedThrough = rows.upperBound

    #expect(refusal(of: parts)?.contains("years 0 to 9999") == true)
  }

  @Test(arguments: [Int.min, -367, 367, Int.max])
  func `a holiday's effect beyond all windows is refused`(offset: Int) throws {
    var parts = ModelParts()
    parts.components.holidays = [holiday("fair", offsets: [offset])]

    #expect(refusal(of: parts)?.contains("fair has an effect beyond") == true)
  }

  @Test(arguments: [Int.min, 3_000_000, Int.max])
  func `a holiday's date beyond the year 9999 is refused`(day: Int) throws {
    var parts = ModelParts()
    parts.components.holidays = [holiday("fair", day: day)]

    #expect(refusal(of: parts)?.contains("fair has a date") == true)
  }

  @Test func `what stands twice is refused`() throws {
    var holidays = ModelParts()
    holidays.components.holidays = [holiday("fair"), holiday("fair")]
    var offsets = ModelParts()
    offsets.components.holidays = [holiday("fair", offsets: [0, 0])]
    var regressors = ModelParts()
    regressors.components.regressors = [regressor("price"), regressor("price")]

    #expect(refusal(of: holidays)?.contains("two of its holidays") == true)
    #expect(refusal(of: offsets)?.contains("two on one day") == true)
    #expect(refusal(of: regressors)?.contains("two of its regressors") == true)
  }

  @Test(arguments: ["t", "ds", "y", "cap", "floor", "y_scaled", "cap_scaled", "trend"])
  func `a regressor or condition that Prophet would overwrite is named`(name: String) throws {
    var regressors = ModelParts()
    regressors.components.regressors = [regressor("price"), regressor(name)]
    var conditions = ModelParts()
    conditions.components.seasonalities = [
      ProphetSeasonality(
        name: "shop", period: 7, mode: .additive, conditionName: name, coefficients: [1, 1])
    ]

    #expect(throws: ProphetModelError.reserved(name: name)) { try regressors.model() }
    #expect(throws: ProphetModelError.reserved(name: name)) { try conditions.model() }
  }

  @Test func `values whose scale says nothing of them are refused`() throws {
    var capacity = ModelParts()
    capacity.scale = ProphetScale(start: 0, timeLength: 864_000, valueSize: 1e-300, capacity: 1e200)
    var floor = ModelParts()
    floor.scale = ProphetScale(start: 0, timeLength: 864_000, valueSize: 1e-300, floor: 1e200)
    var size = ModelParts()
    size.scale = ProphetScale(start: 0, timeLength: 864_000, valueSize: 1e250)

    for parts in [capacity, floor, size] {
      #expect(refusal(of: parts)?.contains("scale") == true)
    }
  }

  @Test(arguments: [1e300, -1e300, Double.greatestFiniteMagnitude], ProphetMode.allCases)
  func `a forecast of the largest numbers is finite`(value: Double, mode: ProphetMode) throws {
    var parts = ModelParts()
    parts.scale = ProphetScale(start: 0, timeLength: 864_000, valueSize: 1e219)
    parts.noise = 1e12
    parts.changepoints = [0.5]
    parts.changes = [1e12]
    parts.components.regressors = ["a", "b"].map {
      ProphetRegressor(name: $0, mean: 0, deviation: 1e-300, mode: mode, coefficient: 1e12)
    }
    let times: [Int64] = [20 * 86_400]

    let forecast = try parts.model().forecast(
      at: times, components: true,
      future: Covariates(names: ["a", "b"], timestamps: times, columns: [[value], [-value]]))

    let numbers =
      forecast.yhat + forecast.intervals[0].lower + forecast.intervals[0].upper
      + forecast.components.flatMap(\.values)
    #expect(numbers.allSatisfy { $0.isFinite }, "\(numbers)")
  }

  @Test func `holidays of more dates than anybody has are refused`() throws {
    var many = ModelParts()
    many.components.holidays = [
      ProphetHoliday(
        name: "fair",
        dates: (0...100_000).map { ProphetHoliday.Date(day: $0, lowerWindow: 0, upperWindow: 0) },
        effects: [])
    ]
    var wide = ModelParts()
    wide.components.holidays = [
      ProphetHoliday(
        name: "fair",
        dates: (0..<10_000).map {
          ProphetHoliday.Date(day: $0, lowerWindow: -366, upperWindow: 366)
        },
        effects: (-366...366).map { ProphetHoliday.Effect(offset: $0, coefficient: 1) })
    ]

    #expect(refusal(of: many)?.contains("100001 dates") == true)
    #expect(refusal(of: wide)?.contains("7330000 days") == true)
  }
}

/// The parts of a sound model of ten days, for tests to spoil.
private struct ModelParts {
  var firstTime: Int64 = 0
  var trainedThrough: Int64 = 864_000
  var scale = ProphetScale(start: 0, timeLength: 864_000, valueSize: 10)
  var changepoints: [Double] = []
  var changes: [Double]?
  var noise = 0.0
  var components = ProphetModel.Components()

  func model() throws(ProphetModelError) -> ProphetModel {
    try ProphetModel(
      grid: TimeGrid(detecting: (0...10).map { $0 * 86_400 }), firstTime: firstTime,
      trainedThrough: trainedThrough, rows: 11, scale: scale,
      trend: ProphetTrend(
        growth: .linear, rate: 1, offset: 0, changepoints: changepoints,
        changes: changes ?? changepoints.map { _ in 0.1 }),
      components: components, noise: noise, intervalWidth: 0.8)
  }
}

private func refusal(of parts: ModelParts) -> String? {
  let error = #expect(throws: ProphetModelError.self) { try parts.model() }
  return error?.description
}

private func holiday(_ name: String, day: Int = 3, offsets: [Int] = [0]) -> ProphetHoliday {
  ProphetHoliday(
    name: name, dates: [ProphetHoliday.Date(day: day, lowerWindow: 0, upperWindow: 0)],
    effects: offsets.map { ProphetHoliday.Effect(offset: $0, coefficient: 1) })
}

private func regressor(_ name: String) -> ProphetRegressor {
  ProphetRegressor(name: name, mean: 0, deviation: 1, mode: .additive, coefficient: 1)
}
