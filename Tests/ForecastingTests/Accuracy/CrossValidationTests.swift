import Foundation
import Testing

@testable import Forecasting

struct CrossValidationTests {
  @Test func `each fold is the fit of the rows before its cutoff, scored on those after`() throws {
    let series = try series(rows: 200, demand)

    let result = try evaluate(series, horizon: 14, folds: 2)

    let last = try #require(result.folds.last)
    var fitter = ModelFitter(spec: ModelSpec(horizon: .steps(14)))
    let model = try fitter.fit(
      TimeSeries(
        timestamps: Array(series.timestamps[..<186]), values: Array(series.values[..<186]))
    ).model
    let forecast = try model.forecast(horizon: 14)
    let errors = zip(forecast.yhat, series.values[186...]).map { abs($0 - $1) }
    let measures = try #require(last.errors.measures)
    #expect(last.cutoff == series.timestamps[185])
    #expect(last.rows == 186)
    #expect(measures.model.values == 14)
    // Sums of 14 terms in another order.
    #expect(abs(measures.model.mae - errors.reduce(0, +) / 14) < 1e-12 * 200)
    #expect(result.folds.map(\.cutoff) == [series.timestamps[178], series.timestamps[185]])
  }

  @Test func `defaults are the interval's horizon, half of it and three of it`() throws {
    let result = try evaluate(try series(rows: 400, demand), horizon: nil, folds: 3)

    #expect(result.window == EvaluationWindow(horizon: 28, initial: 84, period: 14))
    #expect(result.folds.count == 3)
  }

  @Test func `windows in time are windows in steps`() throws {
    let series = try series(rows: 300, demand)
    var validation = CrossValidation()
    validation.horizon = try Horizon("7d")
    validation.initial = try Horizon("14w")
    validation.period = try Horizon("72h")
    validation.folds = .max

    var fitter = ModelFitter(spec: ModelSpec(horizon: validation.horizon))
    let result = try validation.evaluate(series, &fitter)

    #expect(result.window == EvaluationWindow(horizon: 7, initial: 98, period: 3))
    // Cutoffs 292, 289, … down to 98.
    #expect(result.folds.count == 65)
  }

  @Test func `the naive of a series that repeats itself is without error`() throws {
    let series = try series(rows: 120) { [3, 1, 4, 1, 5, 9, 2][Int($0) % 7] }

    let measures = try #require(try evaluate(series, horizon: 7, folds: 3).errors.measures)

    #expect(measures.naive.mae == 0)
    // A series without seasonal change has no scale.
    #expect(measures.naive.mase == nil)
  }

  @Test func `thirds of the horizon add up to the whole`() throws {
    let result = try evaluate(try series(rows: 300, demand), horizon: 8, folds: 2)

    let parts = LeadErrors.Part.allCases.compactMap { result.errors.measures($0)?.model }

    let total = try #require(result.errors.measures?.model)
    #expect(parts.map(\.values) == [6, 6, 4])
    let sum = parts.reduce(0) { $0 + $1.mae * Double($1.values) }
    #expect(abs(sum / 16 - total.mae) < 1e-12 * 200)
  }

  @Test func `missing rows are left out, the others keep their steps`() throws {
    let whole = try series(rows: 200, demand)
    let kept = (0..<200).filter { $0 % 7 < 5 || $0 == 199 }
    let business = try TimeSeries(
      timestamps: kept.map { whole.timestamps[$0] }, values: kept.map { whole.values[$0] })

    let result = try evaluate(business, horizon: 14, folds: 1)

    let measures = try #require(result.errors.measures)
    #expect(measures.model.values == kept.count(where: { $0 > 185 }))
    #expect(measures.naive.values == measures.model.values)
    // A shift by a row would err by the weekly shape's 12.
    #expect(measures.model.mae < 8)
  }

  @Test func `of closed days no covariates are asked`() throws {
    let (business, given) = try businessDays(hidden: nil)

    let result = try evaluate(business, given)

    let measures = try #require(result.errors.measures)
    #expect(measures.model.values == 20)
    // The regressor is all there is; whoever took another day's would err by its spread, about 30.
    #expect(measures.model.mae < 1)
  }

  @Test func `of days with a row they are`() throws {
    let (business, given) = try businessDays(hidden: 193)
    let time = Int64(firstDay + 193) * 86_400

    let error = #expect(throws: CrossValidationError.self) { try evaluate(business, given) }

    #expect(error == .forecast(.futureMissing(name: "price", at: time)))
    #expect(
      error?.description
        == "the forecast needs 'price' at 2021-07-13, which is not known: fill it in")
  }

  /// Five days of seven whose value goes by a price, known on those days alone but for one.
  private func businessDays(hidden: Int?) throws -> (TimeSeries, Covariates) {
    let days = (0..<200).filter { $0 % 7 < 5 || $0 == 199 }
    let times = days.map { Int64(firstDay + $0) * 86_400 }
    let series = try TimeSeries(
      timestamps: times, values: days.map { 100 + 50 * noise($0 + 300) })
    let prices = days.map { $0 == hidden ? .nan : noise($0 + 300) }
    return (series, Covariates(names: ["price"], timestamps: times, columns: [prices]))
  }

  private func evaluate(
    _ series: TimeSeries, _ covariates: Covariates
  ) throws -> CrossValidationResult {
    var validation = CrossValidation()
    validation.horizon = .steps(14)
    validation.folds = 2
    var spec = ModelSpec(horizon: .steps(14))
    spec.regressors = [try Regressor(name: "price")]
    var fitter = ModelFitter(spec: spec)
    return try validation.evaluate(series, covariates: covariates, &fitter)
  }

  @Test func `an irregular series is compared at the nearest steps`() throws {
    let series = try irregularSeries(rows: 200) { 100 + $0 / 10 }

    let result = try evaluate(series, horizon: 10, folds: 2)

    let measures = try #require(result.errors.measures)
    #expect(result.folds.count == 2)
    #expect(measures.model.values >= 18)
    // Half a step of the trend, beside the fit's own error.
    #expect(measures.model.mae < 0.2)
  }

  @Test func `a series too short says what is needed`() throws {
    let series = try series(rows: 40, demand)

    #expect(throws: CrossValidationError.tooShort(steps: 40, needed: 57)) {
      try evaluate(series, horizon: 14, folds: 3)
    }
  }

  @Test func `the folds of one call do not depend on those of another`() throws {
    let series = try series(rows: 300, demand)
    let other = try self.other()
    var used = ModelFitter(spec: ModelSpec(horizon: .steps(14)))
    var validation = CrossValidation()
    validation.horizon = .steps(14)

    _ = try validation.evaluate(other, &used)
    let result = try validation.evaluate(series, &used)

    #expect(try evaluate(series, horizon: 14, folds: 3) == result)
  }

  private func other() throws -> TimeSeries { try series(rows: 250) { demand($0 + 13) } }

  private func evaluate(
    _ series: TimeSeries, horizon: Int?, folds: Int
  ) throws -> CrossValidationResult {
    var validation = CrossValidation()
    validation.horizon = horizon.map(Horizon.steps)
    validation.folds = folds
    var fitter = ModelFitter(spec: ModelSpec(horizon: validation.horizon))
    return try validation.evaluate(series, &fitter)
  }
}
