import Forecasting
import ProphetModels
import Testing

/// Prophet writes nothing in fewer digits than it computes with, but angles of 10⁵ turns lose some.
private let tolerance = 1e-9

@Suite struct ProphetForecastTests {
  @Test(
    arguments: [
      "additive_daily", "multiplicative_monthly", "flat_hourly", "logistic_floor", "minmax",
      "weekly",
      "holidays_and_regressors",
    ])
  func `forecasts are those of Prophet's predict`(name: String) throws {
    let fixture = try Fixture(name)
    let model = try ProphetReading(json: fixture.json).model

    let forecast = try model.forecast(horizon: 40, components: true, future: fixture.future)

    #expect(forecast.timestamps == fixture.expected.timestamps)
    #expect(largestDifference(forecast.yhat, fixture.expected.yhat) < tolerance)
    #expect(
      largestDifference(forecast.components[0].values, fixture.expected.trend) < tolerance)
  }

  @Test(arguments: ["multiplicative_monthly", "holidays_and_regressors"])
  func `components add up to the forecast`(name: String) throws {
    let fixture = try Fixture(name)
    let model = try ProphetReading(json: fixture.json).model

    let forecast = try model.forecast(horizon: 40, components: true, future: fixture.future)

    for step in forecast.yhat.indices {
      let sum = forecast.components.reduce(0) { $0 + $1.values[step] }
      #expect(abs(sum - forecast.yhat[step]) < 1e-9 * abs(forecast.yhat[step]))
    }
  }

  @Test func `a step without its regressor has no forecast`() throws {
    let fixture = try Fixture("holidays_and_regressors")
    let model = try ProphetReading(json: fixture.json).model
    let known = fixture.future
    let future = Covariates(
      names: known.names, timestamps: Array(known.timestamps.prefix(5)),
      columns: known.columns.map { Array($0.prefix(5)) })

    #expect(model.covariateNames == ["off", "on", "price", "promo", "raw"])
    #expect(throws: ForecastError.futureMissing(name: "price", at: known.timestamps[5])) {
      try model.forecast(horizon: 6, future: future)
    }
  }

  @Test func `a holiday known by its country alone is named, and has no effect`() throws {
    let fixture = try Fixture("country_holidays")

    let reading = try ProphetReading(json: fixture.json)

    #expect(reading.notes.contains(.missingHoliday("Memorial Day")))
    #expect(reading.model.holidays.isEmpty)
  }

  @Test func `intervals have the variance of rows and of changepoints to come`() throws {
    let model = try madeModel(noise: 0.5, changes: [0.3, -0.1])

    let forecast = try model.forecast(at: [20 * 86_400], levels: [0.8, 0.95])

    // Scaled time 2: 0.5² + 2 · 0.2² · 2 changes · 1³ / 3, of a value size of 10.
    let deviation = 10 * (0.25 + 2 * 0.04 * 2 / 3).squareRoot()
    let half = forecast.intervals.map { ($0.upper[0] - $0.lower[0]) / 2 }
    #expect(abs(half[0] - 1.2815515655446004 * deviation) < 1e-9)
    #expect(abs(half[1] - 1.959963984540054 * deviation) < 1e-9)
  }

  @Test func `a holiday's date that stands twice counts once`() throws {
    var components = ProphetModel.Components()
    let date = ProphetHoliday.Date(day: 12, lowerWindow: -1, upperWindow: 0)
    components.holidays = [
      ProphetHoliday(
        name: "fair", dates: [date, date],
        effects: [
          ProphetHoliday.Effect(offset: 0, coefficient: 1),
          ProphetHoliday.Effect(offset: -1, coefficient: 0.5),
        ])
    ]
    let model = try madeModel(components: components)

    let forecast = try model.forecast(
      at: [11 * 86_400 + 3600, 12 * 86_400, 13 * 86_400], components: true)

    #expect(forecast.components[1].values == [5, 10, 0])
  }

  @Test func `the trend in the history is Prophet's line`() throws {
    let model = try madeModel(changes: [0.5])

    // Of scaled slope 1, from scaled time 0.2 on 1.5; ten days and ten units are 1.
    #expect(abs(model.trendLevel(stepsAhead: -10)) < 1e-12)
    #expect(abs(model.trendLevel(stepsAhead: -8.5) - 1.5) < 1e-12)
    #expect(abs(model.trendLevel(stepsAhead: 0) - 14) < 1e-12)
    #expect(model.facts.growth.span == .history(seconds: 11 * 86_400))
    #expect(abs(model.facts.growth.change - 14) < 1e-12)
    #expect(abs(model.facts.growth.aheadPerYear - 1.5 * 365.25) < 1e-9)
  }

  @Test func `one more of a regressor adds its coefficient in the values' unit`() throws {
    var components = ProphetModel.Components()
    components.regressors = [
      ProphetRegressor(
        name: "price", mean: 5, deviation: 2, mode: .additive, coefficient: -0.4),
      ProphetRegressor(
        name: "on", mean: 0, deviation: 1, mode: .multiplicative, coefficient: 0.5),
    ]
    let model = try madeModel(components: components)

    let amounts = model.facts.regressors.map(\.amount)

    // The trend's level at the next step is 11.
    #expect(model.facts.regressors.map(\.regressor) == ["price", "on"])
    #expect(abs(amounts[0] + 2) < 1e-12)
    #expect(abs(amounts[1] - 5.5) < 1e-12)
  }

  @Test func `steps are counted from the last row on`() throws {
    let model = try madeModel()

    #expect(try model.stepsAhead(to: 12 * 86_400) == 2)
    #expect(throws: ForecastError.startNotAfterTraining(86_400)) {
      try model.stepsAhead(to: 86_400)
    }
    #expect(throws: ForecastError.startNotOnGrid(12 * 86_400 + 9000)) {
      try model.stepsAhead(to: 12 * 86_400 + 9000)
    }
  }
}

/// Ten days from the first of 1970 on, scaled by 10.
private func madeModel(
  noise: Double = 0, changes: [Double] = [], components: ProphetModel.Components = .init()
) throws -> ProphetModel {
  try ProphetModel(
    grid: TimeGrid(detecting: (0...10).map { $0 * 86_400 }), firstTime: 0,
    trainedThrough: 10 * 86_400, rows: 11,
    scale: ProphetScale(start: 0, timeLength: 10 * 86_400, valueSize: 10),
    trend: ProphetTrend(
      growth: .linear, rate: 1, offset: 0,
      changepoints: changes.indices.map { 0.2 * Double($0 + 1) }, changes: changes),
    components: components, noise: noise, intervalWidth: 0.8)
}
