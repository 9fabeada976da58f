import Forecasting
import Testing

struct `A fit's properties` {
  private func closeness(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).map { abs($0 - $1) / max(abs($0), abs($1)) }.max() ?? .infinity
  }

  @Test(arguments: [0.001, 3, 1e6])
  func `scaling the values scales the forecast`(factor: Double) throws {
    let plain = try series(rows: 400, demand)
    let scaled = try series(rows: 400) { factor * demand($0) }

    let forecast = try fit(plain).model.forecast(horizon: 28)
    let scaledForecast = try fit(scaled).model.forecast(horizon: 28)

    // Rounding alone: the logarithms are shifted, everything else is the same.
    #expect(closeness(scaledForecast.yhat, forecast.yhat.map { factor * $0 }) < 1e-9)
    let (upper, scaledUpper) = (forecast.intervals[0].upper, scaledForecast.intervals[0].upper)
    #expect(closeness(scaledUpper, upper.map { factor * $0 }) < 1e-9)
  }

  @Test func `shifting time by whole weeks and years changes no value`() throws {
    // 1461 weeks are seven times four years of 365.25 days.
    let shift: Int64 = 1461 * 604_800
    let early = try series(rows: 400, demand)
    let late = try TimeSeries(
      timestamps: early.timestamps.map { $0 + shift }, values: early.values)

    let forecast = try fit(early).model.forecast(horizon: 28)
    let shifted = try fit(late).model.forecast(horizon: 28)

    #expect(shifted.yhat == forecast.yhat)
    #expect(shifted.intervals == forecast.intervals)
    #expect(shifted.timestamps == forecast.timestamps.map { $0 + shift })
  }

  @Test func `adding a constant adds it to the forecast`() throws {
    // Both have values of both signs, so that neither is fitted on logarithms.
    let low = try series(rows: 300) { demand($0) - 220 }
    let high = try series(rows: 300) { demand($0) - 200 }

    let forecast = try fit(low).model.forecast(horizon: 28)
    let raised = try fit(high).model.forecast(horizon: 28)

    #expect(low.values.contains { $0 > 0 } && high.values.contains { $0 < 0 })
    #expect(zip(raised.yhat, forecast.yhat).allSatisfy { abs($0 - $1 - 20) < 1e-8 })
  }

  @Test func `hours shifted by whole weeks and years have the same forecast`() throws {
    let shift: Int64 = 1461 * 604_800
    let early = try series(rows: 1000, every: .seconds(3600)) { demand($0 / 24) }
    let late = try TimeSeries(
      timestamps: early.timestamps.map { $0 + shift }, values: early.values)

    #expect(
      try fit(late).model.forecast(horizon: 48).yhat == fit(early).model.forecast(horizon: 48).yhat)
  }

  @Test(arguments: [50, 365, 1100])
  func `customers in any order and in any batches have the same models`(rows: Int) throws {
    let customers = try (0..<6).map { customer in
      try series(rows: rows) { demand($0 + 100 * Double(customer)) }
    }
    var whole = ModelFitter(spec: ModelSpec())
    let models = try customers.map { try whole.fit($0).model }

    var reversed = ModelFitter(spec: ModelSpec())
    let backwards = try customers.reversed().map { try reversed.fit($0).model }
    let batches = try [customers[..<2], customers[2...]].flatMap { batch in
      var fitter = ModelFitter(spec: ModelSpec())
      return try batch.map { try fitter.fit($0).model }
    }

    #expect(Array(backwards.reversed()) == models)
    #expect(batches == models)
  }

  @Test func `a missing row and a row with a missing value are the same`() throws {
    let whole = try series(rows: 300, demand)
    let gaps = Set([5, 6, 7, 100, 250, 290])
    let withoutValues = try TimeSeries(
      timestamps: whole.timestamps,
      values: whole.values.enumerated().map { gaps.contains($0) ? .nan : $1 })
    let kept = (0..<300).filter { !gaps.contains($0) }
    let withoutRows = try TimeSeries(
      timestamps: kept.map { whole.timestamps[$0] }, values: kept.map { whole.values[$0] })

    #expect(try fit(withoutValues).model == fit(withoutRows).model)
  }

  @Test func `missing values at the ends are as if they were not there`() throws {
    let whole = try series(rows: 300, demand)
    let padded = try TimeSeries(
      timestamps: whole.timestamps,
      values: whole.values.enumerated().map { $0 < 10 || $0 >= 295 ? .nan : $1 })
    let inner = try TimeSeries(
      timestamps: Array(whole.timestamps[10..<295]), values: Array(whole.values[10..<295]))

    #expect(try fit(padded).model == fit(inner).model)
  }

  @Test func `a few gaps move the forecast little`() throws {
    let whole = try series(rows: 400, demand)
    let gappy = try TimeSeries(
      timestamps: whole.timestamps,
      values: whole.values.enumerated().map { $0 % 40 == 17 ? .nan : $1 })

    let forecast = try fit(whole).model.forecast(horizon: 28)
    let withGaps = try fit(gappy).model.forecast(horizon: 28)

    // The noise has a standard deviation of 3.5.
    #expect(zip(forecast.yhat, withGaps.yhat).allSatisfy { abs($0 - $1) < 4 })
  }
}
