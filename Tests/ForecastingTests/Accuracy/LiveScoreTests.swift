import Testing

@testable import Forecasting

struct LiveScoreTests {
  @Test func `a score is that of the forecast beside the rows that came`() throws {
    let all = try series(rows: 310, demand)
    let model = try fit(rows(of: all, 0..<300)).model

    let score = try #require(model.score(on: all))

    let forecast = try model.forecast(horizon: 10)
    let errors = zip(all.values[300...], forecast.yhat).map { $0 - $1 }
    let scale = SeasonalScale(training: Array(all.values[..<300]), season: 7)
    let inside = (0..<10).count {
      forecast.intervals[0].lower[$0] <= all.values[300 + $0]
        && all.values[300 + $0] <= forecast.intervals[0].upper[$0]
    }
    #expect(score.values == 10)
    #expect(score.firstTime == all.timestamps[300])
    #expect(score.lastTime == all.timestamps[309])
    // Sums of 10 terms in another order.
    #expect(abs(score.measures.mae - errors.map(abs).reduce(0, +) / 10) < 1e-9)
    #expect(abs(score.bias - errors.reduce(0, +) / 10) < 1e-9)
    #expect(score.coverage80 == Double(inside) / 10)
    let mase = try #require(score.measures.mase)
    #expect(abs(mase - score.measures.mae / (scale.meanAbsolute ?? 0)) < 1e-9)
    #expect(abs(score.standardisedError) < 1.5)
  }

  @Test func `rows that the model knows do not count, be they given or not`() throws {
    let all = try series(rows: 310, demand)
    let model = try fit(rows(of: all, 0..<300)).model

    #expect(model.score(on: try rows(of: all, 290..<310)) == model.score(on: all))
    #expect(model.score(on: try rows(of: all, 0..<300)) == nil)
    #expect(model.score(on: try rows(of: all, 0..<0)) == nil)
  }

  @Test func `missing values and rows off the grid do not count`() throws {
    let all = try series(rows: 306, demand)
    let model = try fit(rows(of: all, 0..<300)).model
    var values = Array(all.values[300...])
    values[1] = .nan
    var times = Array(all.timestamps[300...])
    times[3] += 7 * 3600

    let score = try #require(model.score(on: TimeSeries(timestamps: times, values: values)))

    #expect(score.values == 4)
    #expect(score.lastTime == times[5])
  }

  @Test func `rows beyond the longest horizon do not count`() throws {
    let all = try series(rows: 100, demand)
    let model = try fit(all).model
    let last = all.timestamps[99]
    let times = [1, 10_000, 10_001].map { last + $0 * 86_400 }

    let score = try #require(
      model.score(on: TimeSeries(timestamps: times, values: [100, 100, 100])))
    let beyond = model.score(on: try TimeSeries(timestamps: [times[2]], values: [100]))

    #expect(score.values == 2)
    #expect(beyond == nil)
  }

  @Test func `errors far beyond the interval have the greatest score, with their sign as bias`()
    throws
  {
    let all = try series(rows: 303, demand)
    let model = try fit(rows(of: all, 0..<300)).model
    let high = try TimeSeries(
      timestamps: Array(all.timestamps[300...]), values: [1e6, 1e6, 1e6])

    let score = try #require(model.score(on: high))

    #expect(score.standardisedError == 3)
    #expect(score.bias > 9e5)
    #expect(score.coverage80 == 0)
  }

  @Test func `extreme values have a finite score`() throws {
    let all = try series(rows: 103) { $0 * 1e300 }
    let model = try fit(rows(of: all, 0..<100)).model
    let wild = try TimeSeries(
      timestamps: Array(all.timestamps[100...]),
      values: [-.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0])

    let score = try #require(model.score(on: wild))

    #expect(score.measures.mae.isFinite && score.bias.isFinite)
    #expect(score.standardisedError.isFinite)
  }

  @Test func `a series that never changed drifts when it does`() throws {
    let all = try series(rows: 100) { _ in 5 }
    let model = try fit(all).model
    let next = all.timestamps[99] + 86_400

    let same = try #require(model.score(on: TimeSeries(timestamps: [next], values: [5])))
    let other = try #require(model.score(on: TimeSeries(timestamps: [next], values: [6])))

    #expect(same.standardisedError == 0 && same.coverage80 == 1)
    #expect(other.standardisedError == 3 && other.measures.mase == nil)
  }

  @Test func `of an irregular series each row counts with the nearest step`() throws {
    let times = (0..<60).map { (row: Int64) -> Int64 in 5000 * row + 600 * (row * row % 7) }
    let values = (0..<60).map { 50 + noise($0) }
    let all = try TimeSeries(timestamps: times, values: values)
    let model = try fit(rows(of: all, 0..<50)).model

    let score = try #require(model.score(on: all))

    #expect(score.values == 10)
    #expect(score.measures.mae < 5)
  }

  @Test func `regressors of the new rows are needed, those of other steps are not`() throws {
    let all = try series(rows: 203) { 100 + 30 * noise(Int($0)) }
    let spec = try specification { $0.regressors = [try Regressor(name: "x")] }
    let x = Covariates(
      names: ["x"], timestamps: all.timestamps, columns: [(0..<203).map { noise($0) }])
    let model = try fit(spec, rows(of: all, 0..<200), x.prefix(200)).model
    let gap = try TimeSeries(
      timestamps: [all.timestamps[200], all.timestamps[202]],
      values: [all.values[200], all.values[202]])

    let score = try #require(model.score(on: gap, covariates: x.picking([200, 202])))

    #expect(score.values == 2)
    // The regressor explains all but rounding and the penalty.
    #expect(score.measures.mae < 1)
    #expect(model.score(on: gap) == nil)
  }

  private func rows(of series: TimeSeries, _ range: Range<Int>) throws -> TimeSeries {
    try TimeSeries(
      timestamps: Array(series.timestamps[range]), values: Array(series.values[range]))
  }
}

extension Covariates {
  fileprivate func picking(_ rows: [Int]) -> Covariates {
    Covariates(
      names: names, timestamps: rows.map { timestamps[$0] },
      columns: columns.map { column in rows.map { column[$0] } })
  }

  fileprivate func prefix(_ count: Int) -> Covariates { picking(Array(0..<count)) }
}
