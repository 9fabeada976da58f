import Foundation
import Testing

@testable import Forecasting

/// Made series without noise; 5% of an amplitude, because the fit's priors shrink it a little.
struct ExplanationTests {
  @Test func `growth is the slope of the trend, a year`() throws {
    let growth = try #require(
      try explanation(of: series(rows: 400) { 1000 + 0.5 * $0 }).growth)

    // Half a unit a day; damped somewhat in the forecast.
    #expect((150...190).contains(growth.perYear))
    #expect(growth.shareOfLevel.map { (0.12...0.17).contains($0) } == true)
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

  @Test func `shares of the variance add up to 1 and follow the amplitudes`() throws {
    let explanation = try explanation(
      of: series(rows: 900) { day in
        500 + 30 * sin(2 * .pi * day / 365.25) + 10 * sin(2 * .pi * day / 7)
      })

    let shares = Dictionary(
      uniqueKeysWithValues: explanation.shares.map { ($0.component, $0.share) })
    // Sums of a year of products.
    #expect(abs(shares.values.reduce(0, +) - 1) < 1e-9)
    // Variances of 450 and 50.
    #expect((0.8...0.95).contains(shares["yearly"] ?? 0))
    #expect((0.05...0.15).contains(shares["weekly"] ?? 0))
    #expect(explanation.period == .year)
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

    #expect(explanation.growth?.perYear == 0)
    #expect(explanation.seasons.isEmpty)
    #expect(explanation.shares.isEmpty)
  }

  @Test(arguments: [1e-300, 1e300])
  func `extreme values are explained with finite numbers`(size: Double) throws {
    let explanation = try explanation(of: series(rows: 120) { size * (1 + demand($0) / 1000) })

    #expect(explanation.shares.allSatisfy { $0.share.isFinite })
    #expect(explanation.seasons.allSatisfy { $0.strongest.amount.isFinite })
  }

  private func explanation(of series: TimeSeries) throws -> Explanation {
    let model = try fit(series).model
    return explanation(of: model, try model.forecast(horizon: 3, components: true))
  }

  private func explanation(of model: FittedModel, _ forecast: Forecast) -> Explanation {
    Explanation(of: forecast, interval: model.interval) { start, steps in
      try? model.forecast(horizon: steps, levels: [], start: start, components: true)
    }
  }
}
