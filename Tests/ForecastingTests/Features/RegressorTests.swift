import Testing

@testable import Forecasting

struct `Regressors` {
  /// A temperature that no seasonality explains.
  private func temperature(_ row: Int) -> Double { 12 + 8 * noise(row + 5000) }

  /// On for a few days now and then.
  private func promotion(_ row: Int) -> Double { noise(row / 3 + 900) > 0.7 ? 1 : 0 }

  private func regressors(_ names: String...) throws -> ModelSpec {
    try specification { $0.regressors = try names.map { try Regressor(name: $0) } }
  }

  private func sales(rows: Int = 300, every interval: SamplingInterval = .day) throws -> TimeSeries
  {
    try series(rows: rows, every: interval) { row in
      100 + 3 * temperature(Int(row)) + 25 * promotion(Int(row))
    }
  }

  private func known(_ series: TimeSeries, stepsAfter: Int = 0) -> Covariates {
    covariates(
      of: series, stepsAfter: stepsAfter,
      ["temperature": temperature, "promotion": promotion])
  }

  @Test(arguments: [SamplingInterval.day, .seconds(3600), .month])
  func `are given back, standardised and binary`(interval: SamplingInterval) throws {
    let sales = try sales(every: interval)
    let spec = try regressors("temperature", "promotion")

    let model = try fit(spec, sales, known(sales, stepsAfter: 20)).model
    let forecast = try model.forecast(horizon: 20, components: true)

    let mean = (0..<300).reduce(0) { $0 + temperature($1) } / 300
    #expect(try forecast.error("temperature") { 3 * (temperature(300 + $0) - mean) } < 1e-2)
    #expect(try forecast.error("promotion") { 25 * promotion(300 + $0) } < 1e-2)
    #expect(
      forecast.error {
        100 + 3 * temperature(300 + $0) + 25 * promotion(300 + $0)
      } < 1e-2)
    #expect(forecast.isSumOfComponents)
  }

  @Test func `are scaled as asked`() throws {
    let sales = try sales()
    func shape(_ standardization: Regressor.Standardization) throws -> FittedFeatures.Standardised {
      let spec = try specification {
        $0.regressors = [try Regressor(name: "promotion", standardization: standardization)]
      }
      let features = try fit(spec, sales, known(sales)).model.features
      return try #require(features?.regressors.first)
    }

    let (automatic, on) = try (shape(.automatic), shape(.on))

    #expect(try automatic == shape(.off))
    #expect(automatic.mean == 0 && automatic.scale == 1)
    let share = (0..<300).reduce(0) { $0 + promotion($1) } / 300
    #expect(abs(on.mean - share) < 1e-12)
    #expect(abs(on.scale - (share * (1 - share) * 300 / 299).squareRoot()) < 1e-12)
  }

  @Test func `need a value at every observed row`() throws {
    let spec = try regressors("temperature")
    let sales = try sales()
    let gap = sales.timestamps[17]
    let gappy = covariates(of: sales, ["temperature": { $0 == 17 ? .nan : 1 }])
    let missingThere = try TimeSeries(
      timestamps: sales.timestamps,
      values: sales.values.enumerated().map { $0 == 17 ? .nan : $1 })

    #expect(throws: FitError.covariateMissing(name: "temperature", at: gap)) {
      try fit(spec, sales, gappy)
    }
    #expect(throws: FitError.covariateUnknown(name: "temperature")) { try fit(spec, sales) }
    #expect(throws: Never.self) { try fit(spec, missingThere, gappy) }
  }

  @Test func `that never change are left out`() throws {
    let sales = try sales()
    let given = covariates(of: sales, ["temperature": temperature, "promotion": { _ in 1 }])

    let result = try fit(regressors("temperature", "promotion"), sales, given)

    #expect(result.notes == [.constantRegressor])
    #expect(result.model.covariateNames == ["temperature"])
  }

  @Test func `are known ahead as far as the model was told, or as the forecast is`() throws {
    let sales = try sales()
    let spec = try regressors("temperature", "promotion")
    let model = try fit(spec, sales, known(sales, stepsAfter: 5)).model
    let later = known(sales, stepsAfter: 20)
    let eighth = sales.timestamps[299] + 8 * 86_400
    let sixth = sales.timestamps[299] + 6 * 86_400

    let told = try model.forecast(horizon: 5)
    let given = try model.forecast(horizon: 20, future: later)

    #expect(model.covariateNames == ["promotion", "temperature"])
    #expect(told.yhat == Array(given.yhat[..<5]))
    #expect(throws: ForecastError.futureMissing(name: "temperature", at: sixth)) {
      try model.forecast(horizon: 6)
    }
    #expect(throws: ForecastError.futureMissing(name: "temperature", at: eighth)) {
      try model.forecast(horizon: 1, start: 8)
    }
    let warmer = Covariates(
      names: ["temperature"], timestamps: [sales.timestamps[299] + 86_400], columns: [[25]])
    let warm = try model.forecast(horizon: 5, future: warmer)
    #expect(abs(warm.yhat[0] - told.yhat[0] - 3 * (25 - temperature(300))) < 1e-2)
    #expect(warm.yhat[1...] == told.yhat[1...])
  }

  @Test(arguments: [SeasonalityMode.additive, .multiplicative, .automatic])
  func `may be said to be of any size in the future`(mode: SeasonalityMode) throws {
    let sales = try series(rows: 300) { 100 + 3 * temperature(Int($0)) - 2 * temperature(-Int($0)) }
    let names = ["warmth", "cold"]
    let spec = try specification(mode) { $0.regressors = try names.map { try Regressor(name: $0) } }
    let given = covariates(
      of: sales, ["warmth": temperature, "cold": { temperature(-$0) }])
    let model = try fit(spec, sales, given).model

    for (warmth, cold) in [(1e308, 1e308), (-1e308, 1e308), (9.96921e36, 1e308), (-1e308, -1e308)] {
      let next = sales.timestamps[299] + 86_400
      let future = Covariates(names: names, timestamps: [next], columns: [[warmth], [cold]])

      let forecast = try model.forecast(horizon: 1, components: true, future: future)

      #expect(isSound(forecast))
      #expect(forecast.isSumOfComponents)
    }
  }

  @Test func `whose changes are too small to divide by are left out`() throws {
    let sales = try sales()
    let smallest = Double.leastNormalMagnitude / 8
    let given = covariates(of: sales, ["temperature": { $0 % 2 == 0 ? smallest : 0 }])

    let result = try fit(regressors("temperature"), sales, given)

    #expect(result.notes == [.constantRegressor])
  }

  @Test func `are kept of as many steps as a forecast has`() throws {
    let sales = try sales()

    let model = try fit(regressors("temperature"), sales, known(sales, stepsAfter: 12_000)).model

    #expect(model.features?.known.values.map(\.count) == [Horizon.maximumSteps])
    #expect(try model.forecast(horizon: Horizon.maximumSteps).yhat.allSatisfy(\.isFinite))
  }

  @Test func `of gappy and irregular series are given back`() throws {
    let spec = try regressors("temperature")
    func value(_ row: Int) -> Double { 50 + 3 * temperature(row) }
    let whole = try series(rows: 300) { value(Int($0)) }
    let gappy = try TimeSeries(
      timestamps: whole.timestamps,
      values: whole.values.enumerated().map { $0 % 7 == 3 ? .nan : $1 })
    let times = try irregularSeries(rows: 300) { $0 }.timestamps
    let irregular = try TimeSeries(timestamps: times, values: (0..<300).map(value))

    for series in [gappy, irregular] {
      let given = covariates(of: series, stepsAfter: 10, ["temperature": temperature])
      let forecast = try fit(spec, series, given).model.forecast(horizon: 10)

      #expect(forecast.error { value(300 + $0) } < 1e-2)
    }
  }

  @Test func `of a hundred thousand hours take no longer than their products`() throws {
    let rows = 100_000
    let spec = try regressors("temperature", "promotion")
    let hours = try series(rows: rows, every: .seconds(3600)) { hour in
      200 + 3 * temperature(Int(hour)) + 25 * promotion(Int(hour))
    }

    let fit = try fit(spec, hours, known(hours, stepsAfter: 24))

    let forecast = try fit.model.forecast(horizon: 24)
    #expect(
      forecast.error { 200 + 3 * temperature(rows + $0) + 25 * promotion(rows + $0) } < 1e-2)
    #expect(fit.state.isEmpty)
  }
}
