import Foundation
import Testing

@testable import Forecasting

struct `An update` {
  private let whole: TimeSeries
  private let first: ModelFit
  private var fitter = ModelFitter(spec: ModelSpec())

  init() throws {
    whole = try series(rows: 1_300, demand)
    first = try fitter.fit(whole.prefix(900))
  }

  private mutating func update(with rows: TimeSeries) throws -> ModelUpdate {
    try fitter.update(first.state, on: first.model.grid, with: rows)
  }

  private func recent(through rows: Int, _ change: (Int, Double) -> Double = { $1 }) throws
    -> TimeSeries
  {
    let start = first.state.watermarkRow
    return try TimeSeries(
      timestamps: Array(whole.timestamps[start..<rows]),
      values: (start..<rows).map { change($0, whole.values[$0]) })
  }

  @Test mutating func `without new rows forecasts nearly what the fit did`() throws {
    let updated = try #require(try update(with: recent(through: 900)).fit)

    // Only what is clipped differs, and that of old rows little: a hundredth of the noise.
    #expect(try distance(updated.model, first.model, horizon: 28) < 2e-4)
    #expect(updated.model.rows == first.model.rows)
    #expect(updated.model.trainedThrough == first.model.trainedThrough)
  }

  @Test mutating func `forecasts nearly what a full fit does`() throws {
    let updated = try #require(try update(with: recent(through: 930)).fit)
    let fitted = try fit(whole.prefix(930))

    // The noise is 1.5% of the level.
    #expect(try distance(updated.model, fitted.model, horizon: 28) < 3e-3)
    #expect(updated.model.rows == 930)
  }

  @Test mutating func `takes in rows of the tail that were corrected since`() throws {
    let wrong = try recent(through: 920) { row, value in
      (905...912).contains(row) ? value / 2 : value
    }
    let before = try #require(try update(with: wrong).fit)
    let watermark = wrong.timestamps[before.state.watermarkRow]
    let corrected = try fitter.update(
      before.state, on: before.model.grid, with: recent(through: 930).rows(from: watermark))
    let once = try #require(try update(with: recent(through: 930)).fit)

    #expect(try distance(try #require(corrected.fit).model, once.model, horizon: 28) < 1e-8)
  }

  @Test mutating func `passes over rows before the watermark`() throws {
    let fromWatermark = try #require(try update(with: recent(through: 930)).fit)
    let fromBeginning = try #require(try update(with: whole.prefix(930)).fit)

    #expect(fromBeginning.model == fromWatermark.model)
    #expect(fromBeginning.state.absorbed == fromWatermark.state.absorbed)
  }

  @Test mutating func `leaves the logarithm out while a value of the tail is not above 0`() throws {
    let updated = try #require(try update(with: recent(through: 905) { $0 >= 902 ? 0 : $1 }).fit)

    #expect(first.model.scales.map(\.kind) == [.linear, .logarithmic])
    #expect(updated.model.scales.map(\.kind) == [.linear])
    #expect(updated.state.absorbed?.scales.map(\.kind) == [.linear, .logarithmic])
  }

  @Test mutating func `drops the logarithm once such a value is absorbed`() throws {
    let zeros = try recent(through: 930) { (505...508).contains($0) ? 0 : $1 }

    let updated = try #require(try update(with: zeros).fit)

    #expect(updated.state.absorbed?.scales.map(\.kind) == [.linear])
  }

  @Test mutating func `needs a new frame when the history is a quarter longer`() throws {
    #expect(try update(with: recent(through: 1_125)).fit != nil)
    #expect(try update(with: recent(through: 1_126)).fitReason == .frameOutgrown)
  }

  @Test func `needs a new frame when another seasonality shows`() throws {
    let whole = try series(rows: 740, demand)
    var fitter = ModelFitter(spec: ModelSpec())
    let first = try fitter.fit(whole.prefix(725))

    let before = try fitter.update(first.state, on: first.model.grid, with: whole.prefix(730))
    let after = try fitter.update(first.state, on: first.model.grid, with: whole.prefix(731))

    #expect(before.fit != nil)
    #expect(after.fitReason == .seasonalities)
  }

  @Test mutating func `needs the rows that were there`() throws {
    #expect(try update(with: recent(through: 899)).fitReason == .rowsRemoved)
    #expect(try update(with: recent(through: 910) { _, _ in .nan }).fitReason == .rowsRemoved)
  }

  @Test mutating func `needs rows on the grid that the model knows`() throws {
    let rows = try recent(through: 930)
    let shifted = try TimeSeries(
      timestamps: rows.timestamps.enumerated().map { $0 > 300 ? $1 + 20_000 : $1 },
      values: rows.values)

    #expect(try update(with: shifted).fitReason == .interval)
  }

  @Test func `is no way for models without a state`() throws {
    var features = ModelFitter(spec: ModelSpec())
    let short = try features.fit(whole.prefix(300))
    #expect(
      try features.update(short.state, on: short.model.grid, with: whole.prefix(301)).fitReason
        == .shortSeries)

    var spec = ModelSpec()
    spec.holidays = [try Holiday(name: "x", day: 18_700)]
    var holidays = ModelFitter(spec: spec)
    #expect(
      try holidays.update(first.state, on: first.model.grid, with: whole.prefix(910)).fitReason
        == .features)
  }

  @Test mutating func `of values without measure is a fit`() throws {
    #expect(
      try update(with: recent(through: 930) { $0 > 920 ? 1e200 : $1 }).fitReason == .scale)
  }

  @Test mutating func `says beforehand why it will not be made`() throws {
    let outgrown = try recent(through: 1_126)

    #expect(
      try fitter.reasonAgainstUpdate(first.state, on: first.model.grid, with: outgrown)
        == .frameOutgrown)
    #expect(
      try fitter.reasonAgainstUpdate(first.state, on: first.model.grid, with: recent(through: 910))
        == nil)
  }

  @Test func `knows when the last full fit was`() throws {
    #expect(first.state.endOfFullFit(on: first.model.grid) == whole.timestamps[899])
  }
}
