import Foundation
import Testing

@testable import Forecasting

/// Made series without noise; 5% of an amplitude, because the fit's priors shrink it a little.
struct ExplanationTests {
  @Test func `growth is that of the trend over the last year of the history`() throws {
    // Four units a year up to one of the changepoints, 11 after that.
    let bend = 1366.0 * 10 / 21
    let growth = try explanation(
      of: series(rows: 1366) { day in
        100 + 4 / 365.25 * day + 7 / 365.25 * max(0, day - bend)
      }
    ).growth

    let before = 100 + 4 / 365.25 * (1365 - 365.25) + 7 / 365.25 * (1365 - 365.25 - bend)
    #expect(growth.span == .lastYear)
    #expect(abs(growth.change - 11) < 0.1)
    #expect(abs((growth.share ?? 0) - 11 / before) < 0.001)
  }

  @Test(arguments: [
    (SamplingInterval.day, 366, 365.25), (.week, 110, 365.25 / 7), (.month, 30, 12), (.year, 9, 1),
  ])
  func `a year is one of every interval`(
    interval: SamplingInterval, rows: Int, steps: Double
  ) throws {
    let growth = try explanation(
      of: series(rows: rows, every: interval) { 10_000 + 60 / steps * $0 }
    ).growth

    #expect(growth.span == .lastYear)
    #expect(abs(growth.change - 60) < 1)
  }

  @Test func `a history shorter than a year grows over its whole length`() throws {
    let growth = try explanation(of: series(rows: 101) { 1000 + 0.5 * $0 }).growth

    #expect(growth.span == .history(seconds: 101 * 86_400))
    #expect(abs(growth.change - 50) < 0.5)
    #expect(abs((growth.share ?? 0) - 0.05) < 0.0005)
  }

  @Test func `a forecast that goes on otherwise than the history turns`() throws {
    func growth(ahead: Double) -> Explanation.Growth {
      // Ten a year in the history.
      let facts = ModelFacts(interval: .month, historySteps: 40, regressors: []) { steps in
        100 + (steps < 0 ? 10 : ahead) / 12 * steps
      }
      return facts.growth
    }

    #expect(abs(growth(ahead: 6).change - 10) < 1e-12)
    #expect(abs(growth(ahead: 6).aheadPerYear - 6) < 1e-12)
    #expect(growth(ahead: 6).turns)
    #expect(growth(ahead: 0).turns)
    #expect(!growth(ahead: 9).turns)
    #expect(!growth(ahead: 11).turns)
  }

  @Test func `the trend of history is the one that forecasts go on from`() throws {
    let model = try fit(series(rows: 400) { 1000 + 0.5 * $0 }).model
    let next = try model.forecast(horizon: 1, components: true).component("trend")[0]

    #expect(model.trendLevel(stepsAhead: 1) == next)
    // Within what the priors take off.
    for back in [0.0, 100, 365.25] {
      #expect(abs(model.trendLevel(stepsAhead: -back) - (1199.5 - 0.5 * back)) < 0.5)
    }
  }

  @Test func `the strongest and the weakest weekday are those of the data`() throws {
    let shape = [10.0, 0, 0, 0, 0, 5, -15]
    let explanation = try explanation(of: series(rows: 210) { 500 + shape[Int($0) % 7] })

    // 2021-01-01 was a Friday: its ten are Friday's, the -15 Thursday's.
    let season = try #require(explanation.seasons.first)
    #expect(season.unit == .weekday)
    #expect(season.strongest.index == 4)
    #expect(season.weakest.index == 3)
    #expect(abs(season.strongest.amount - 10) < 0.5)
    #expect(abs(season.weakest.amount + 15) < 0.75)
    #expect(explanation.period == .week)
  }

  @Test func `the strongest month of a monthly series is that of the data`() throws {
    let shape = [0.0, 0, 0, 0, 0, 0, -30, 0, 0, 0, 0, 50]
    let explanation = try explanation(
      of: series(rows: 120, every: .month) { 500 + shape[Int($0) % 12] })

    let season = try #require(explanation.seasons.first)
    #expect(season.unit == .month)
    #expect(season.strongest.index == 11)
    #expect(season.weakest.index == 6)
    #expect(explanation.period == .year)
  }

  @Test func `the strongest hour is that of the data, at every step below a day`() throws {
    for seconds in [3600, 900] as [Int64] {
      let rows = Int(30 * 86_400 / seconds)
      let explanation = try explanation(
        of: series(rows: rows, every: .seconds(seconds)) { step in
          // Highest at 18:00, lowest at 06:00.
          100 - 20 * sin(2 * .pi * step * Double(seconds) / 86_400)
        })

      let season = try #require(explanation.seasons.first { $0.unit == .hour })
      // Of four rows an hour the extreme may fall into the one before.
      #expect((17...18).contains(season.strongest.index))
      #expect((5...6).contains(season.weakest.index))
    }
  }

  @Test func `shares follow the components' own variances, the largest first`() throws {
    let explanation = try explanation(
      of: series(rows: 900) { day in
        500 + 30 * sin(2 * .pi * day / 365.25) + 10 * sin(2 * .pi * day / 7)
      })

    // Variances of 450 and 50.
    #expect(explanation.shares.map(\.component) == ["yearly", "weekly"])
    #expect(abs((explanation.shares.first?.share ?? 0) - 0.9) < 0.02)
    #expect(abs((explanation.shares.last?.share ?? 0) - 0.1) < 0.02)
    #expect(explanation.period == .year)
  }

  @Test func `shares of components against each other are not above 1 nor below 0`() {
    let wave = [0.0, 3, 0, -3]
    let forecast = Forecast(
      timestamps: [0, 1, 2, 3], yhat: wave.map { $0 / 3 }, intervals: [],
      components: [
        .init(name: "recent", values: wave.map { -$0 / 3 }), .init(name: "trend", values: wave),
        .init(name: "holidays", values: wave.map { $0 / 100 }),
        .init(name: "price", values: wave.map { -$0 }),
      ])

    let explanation = Explanation(of: forecast, by: still) { _, _ in nil }

    // Variances of 9, 9 and 1; that of the holidays is less than a hundredth.
    #expect(explanation.shares.map(\.component) == ["trend", "price", "recent"])
    #expect(abs(explanation.shares[0].share - 9 / 19) < 0.001)
    #expect(abs(explanation.shares[2].share - 1 / 19) < 0.001)
  }

  @Test func `a single step does not keep the season from being looked at`() throws {
    let model = try fit(series(rows: 210) { 500 + 10 * sin(2 * .pi * $0 / 7) }).model

    let explanation = explanation(of: model, try model.forecast(horizon: 1, components: true))

    #expect(explanation.period == .week)
    #expect(explanation.shares.first?.component == "weekly")
  }

  @Test func `where a year cannot be forecast, a week is looked at if it is longer than asked`()
    throws
  {
    let model = try fit(series(rows: 900, demand)).model
    func period(asked: Int) throws -> Explanation.Period {
      let forecast = try model.forecast(horizon: asked, components: true)
      return Explanation(of: forecast, by: model.facts) { start, steps in
        steps > 20
          ? nil : try? model.forecast(horizon: steps, levels: [], start: start, components: true)
      }.period
    }

    #expect(try period(asked: 1) == .week)
    #expect(try period(asked: 20) == .steps(20))
  }

  @Test func `a year of short steps is sampled at every time of day`() throws {
    let model = try fit(
      series(rows: 40_000, every: .seconds(900)) { step in
        let day = step / 96
        return 500 + 50 * sin(2 * .pi * day / 365.25) + 20 * sin(2 * .pi * day)
          + 10 * sin(2 * .pi * day / 7)
      }
    ).model

    let forecast = try model.forecast(horizon: 4, components: true)
    try #require(forecast.components.map(\.name).contains("yearly"))
    let explanation = self.explanation(of: model, forecast)

    #expect(Set(explanation.seasons.map(\.unit)) == [.month, .weekday, .hour])
    #expect(explanation.period == .year)
  }

  @Test func `a series that never changes has nothing to tell`() throws {
    let explanation = try explanation(of: series(rows: 50) { _ in 7 })

    #expect(explanation.growth.change == 0)
    #expect(explanation.growth.aheadPerYear == 0)
    #expect(!explanation.growth.turns)
    #expect(explanation.seasons.isEmpty)
    #expect(explanation.shares.isEmpty)
  }

  @Test(arguments: [1e-300, 1e300])
  func `extreme values are explained with finite numbers`(size: Double) throws {
    let explanation = try explanation(of: series(rows: 120) { size * (1 + demand($0) / 1000) })

    #expect(explanation.growth.change.isFinite && explanation.growth.aheadPerYear.isFinite)
    #expect(!explanation.shares.isEmpty)
    #expect(explanation.shares.allSatisfy { (0...1).contains($0.share) })
    #expect(explanation.seasons.allSatisfy { $0.strongest.amount.isFinite })
  }

  /// A model of days whose trend is flat.
  private let still = ModelFacts(interval: .day, historySteps: 3, regressors: []) { _ in 1 }

  private func explanation(of series: TimeSeries) throws -> Explanation {
    let model = try fit(series).model
    return explanation(of: model, try model.forecast(horizon: 3, components: true))
  }

  private func explanation(of model: FittedModel, _ forecast: Forecast) -> Explanation {
    Explanation(of: forecast, by: model.facts) { start, steps in
      try? model.forecast(horizon: steps, levels: [], start: start, components: true)
    }
  }
}
