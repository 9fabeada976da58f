import Testing

@testable import Forecasting

struct `Nightly updates` {
  private static let histories: [MadeNights] = [
    MadeNights(name: "days", interval: .day, rows: 900, rowsANight: 1, nights: 20),
    MadeNights(
      name: "days with few gaps", interval: .day, rows: 900, rowsANight: 1, nights: 20,
      gapEvery: 60,
      seed: 1),
    MadeNights(
      name: "days with many gaps", interval: .day, rows: 900, rowsANight: 1, nights: 20,
      gapEvery: 4, seed: 2),
    MadeNights(
      name: "days with spikes", interval: .day, rows: 1_000, rowsANight: 3, nights: 20,
      gapEvery: 50, spikes: true, seed: 3),
    MadeNights(
      name: "days that need no logarithm", interval: .day, rows: 800, rowsANight: 2, nights: 10,
      lowest: -100, seed: 4),
    MadeNights(
      name: "days on logarithms alone", interval: .day, rows: 800, rowsANight: 2, nights: 10,
      gapEvery: 30, spikes: true, mode: .multiplicative, seed: 5),
    MadeNights(
      name: "hours", interval: .seconds(3600), rows: 5_000, rowsANight: 24, nights: 8, seed: 6),
    MadeNights(
      name: "hours with gaps and spikes", interval: .seconds(3600), rows: 5_000, rowsANight: 24,
      nights: 8, gapEvery: 20, spikes: true, seed: 7),
    MadeNights(
      name: "weeks", interval: .week, rows: 500, rowsANight: 1, nights: 12, gapEvery: 40, seed: 8),
    MadeNights(name: "months", interval: .month, rows: 300, rowsANight: 1, nights: 10, seed: 9),
    MadeNights(
      name: "irregular times", interval: .day, rows: 700, rowsANight: 2, nights: 12, gapEvery: 25,
      spikes: true, isIrregular: true, seed: 10),
    MadeNights(
      name: "a flat trend", interval: .day, rows: 900, rowsANight: 4, nights: 6,
      growth: .flat, seed: 11),
  ]

  @Test(arguments: histories)
  func `add up to one, and to a fit in the same frame`(_ nights: MadeNights) throws {
    let whole = try nights.whole()
    var fitter = try ModelFitter(spec: nights.spec())
    let first = try fitter.fit(whole.prefix(nights.rows))

    var current = first
    var watermark = whole.timestamps[first.state.watermarkRow]
    for night in 1...nights.nights {
      let rows = try whole.prefix(nights.rows + night * nights.rowsANight).rows(from: watermark)
      current = try updated(&fitter, current, rows)
      watermark = rows.timestamps[current.state.watermarkRow]
    }
    let once = try updated(&fitter, first, whole.suffix(from: first.state.watermarkRow))
    let fitted = try fit(&fitter, whole, inFrameOf: first)

    // Sums in another order: rounding, and what a Cholesky solution makes of it.
    #expect(try distance(current.model, once.model, horizon: 30) < 1e-8)
    #expect(try distance(current.model, fitted.model, horizon: 30) < 1e-8)
    #expect(current.model.rows == fitted.model.rows)
    #expect(current.state.absorbed?.gridRows == fitted.state.absorbed?.gridRows)
    #expect(current.state.absorbed?.observedRows == fitted.state.absorbed?.observedRows)
    #expect(whole.timestamps[fitted.state.watermarkRow] == watermark)
  }

  private func updated(
    _ fitter: inout ModelFitter, _ fit: ModelFit, _ rows: TimeSeries
  ) throws -> ModelFit {
    let state = try UpdateState(encoded: fit.state.encoded())
    return try #require(try fitter.update(state, on: fit.model.grid, with: rows).fit)
  }

  private func fit(
    _ fitter: inout ModelFitter, _ rows: TimeSeries, inFrameOf first: ModelFit
  ) throws -> ModelFit {
    try #require(try fitter.fit(rows, inFrameOf: first.model, first.state).fit)
  }
}

extension ModelUpdate {
  var fit: ModelFit? {
    if case .updated(let fit) = self { fit } else { nil }
  }

  var fitReason: FitReason? {
    if case .refit(let reason) = self { reason } else { nil }
  }
}
