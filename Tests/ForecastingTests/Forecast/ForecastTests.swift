import Foundation
import Testing

@testable import Forecasting

struct `A forecast` {
  private func models() throws -> [FittedModel] {
    try [
      fit(series(rows: 800, demand)).model,
      fit(series(rows: 300) { demand($0) - 210 }).model,
      fit(series(rows: 1000, every: .seconds(3600)) { demand($0 / 24) }).model,
      fit(series(rows: 60, every: .month) { demand(30 * $0) }).model,
      fit(irregularSeries(rows: 200, demand)).model,
      fit(series(rows: 5, demand)).model,
      fit(series(rows: 5) { _ in 3 }).model,
    ]
  }

  @Test func `has intervals that hold those of lower levels`() throws {
    let levels = [1e-9, 0.1, 0.5, 0.8, 0.95, 0.999, 1 - 1e-12]

    for model in try models() {
      let intervals = try model.forecast(horizon: 30, levels: levels).intervals

      #expect(intervals.map(\.level) == levels)
      for (inner, outer) in zip(intervals, intervals.dropFirst()) {
        #expect(zip(inner.lower, outer.lower).allSatisfy { $0 >= $1 })
        #expect(zip(inner.upper, outer.upper).allSatisfy { $0 <= $1 })
      }
    }
  }

  @Test func `is made of components that add up to it`() throws {
    for model in try models() {
      let forecast = try model.forecast(horizon: 40, start: 3, components: true)

      #expect(forecast.components.first?.name == "trend")
      #expect(forecast.components.last?.name == "recent")
      for (step, value) in forecast.yhat.enumerated() {
        let sum = forecast.components.reduce(0) { $0 + $1.values[step] }
        // Rounding of a handful of sums.
        #expect(abs(sum - value) <= 1e-12 * (abs(value) + model.bounds.largest))
      }
    }
  }

  @Test func `of a series that never changed is all trend`() throws {
    let components = try models()[6].forecast(horizon: 2, components: true).components

    #expect(components.first?.values == [3, 3])
    #expect(components.dropFirst().allSatisfy { $0.values == [0, 0] })
  }

  @Test func `names its seasonalities`() throws {
    let names = try models().map {
      try $0.forecast(horizon: 1, components: true).components.map(\.name)
    }

    #expect(names[0] == ["trend", "yearly", "weekly", "recent"])
    #expect(
      names[2] == ["trend", "weekly", "daily", "recent"]
        || names[2] == ["trend", "daily", "weekly", "recent"])
    #expect(names[3] == ["trend", "yearly", "recent"])
  }

  @Test func `of a later start is the end of a longer one`() throws {
    for model in try models() {
      let whole = try model.forecast(horizon: 50)
      for first in [1, 6, 7, 8, 40] {
        let end = try model.forecast(horizon: 10, start: first + 1)
        let steps = first..<first + 10

        #expect(Array(whole.yhat[steps]) == end.yhat)
        #expect(Array(whole.timestamps[steps]) == end.timestamps)
        #expect(Array(whole.intervals[0].upper[steps]) == end.intervals[0].upper)
      }
    }
  }

  @Test func `starts on the grid and after the last row`() throws {
    let model = try models()[0]
    let last = model.trainedThrough

    #expect(try model.stepsAhead(to: last + 3 * 86_400) == 3)
    #expect(throws: ForecastError.startNotAfterTraining(last)) { try model.stepsAhead(to: last) }
    #expect(throws: ForecastError.startNotOnGrid(last + 100_000)) {
      try model.stepsAhead(to: last + 100_000)
    }
  }

  @Test func `has the quantiles of Student's t at four degrees of freedom`() {
    // R: qt(c(0.75, 0.9, 0.95, 0.975, 0.995), 4)
    let expected = [0.7406971, 1.5332063, 2.1318468, 2.7764451, 4.6040949]

    let quantiles = [0.5, 0.8, 0.9, 0.95, 0.99].map { StudentT4.quantile(level: $0) }

    #expect(zip(quantiles, expected).allSatisfy { abs($0 - $1) < 1e-7 })
  }
}
