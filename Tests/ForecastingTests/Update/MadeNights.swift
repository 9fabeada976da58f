import Foundation
import Testing

@testable import Forecasting

/// A history with gaps, spikes and corrections that look random, and how it grows night by night.
struct MadeNights: CustomTestStringConvertible {
  let name: String
  let interval: SamplingInterval
  /// Rows at the full fit, rows a night, nights.
  let rows: Int
  let rowsANight: Int
  let nights: Int
  var lowest = 50.0
  /// One row of so many is missing; none where 0.
  var gapEvery = 0
  var spikes = false
  var isIrregular = false
  var growth = Growth.linear
  var mode = SeasonalityMode.automatic
  var seed = 0

  var testDescription: String { name }

  /// The series as it will be in the end.
  func whole() throws -> TimeSeries {
    let count = rows + nights * rowsANight
    let season = max(7, 86_400 / Double(interval.meanSeconds))
    func plain(_ row: Double) -> Double {
      let year = 20 * sin(2 * .pi * row / 365.25)
      let wave = 10 * sin(2 * .pi * row / season)
      let shift: Double = Int(row) > count / 2 ? 15 : 0
      return lowest + 100 + year + wave + 8 * noise(Int(row) + 1000 * seed) + shift
    }
    let made =
      isIrregular
      ? try irregularSeries(rows: count, plain)
      : try series(rows: count, every: interval, plain)
    let values = made.values.enumerated().map { row, value in
      if isGap(row), row > 0, row < count - 1 { return Double.nan }
      return spikes && chance(row + 99 * seed, of: 90) < 2 ? value * 1000 : value
    }
    return try TimeSeries(timestamps: made.timestamps, values: values)
  }
}

extension MadeNights {
  func spec() throws -> ModelSpec {
    ModelSpec(growth: growth, seasonalities: try Seasonalities(mode: mode))
  }

  private func isGap(_ row: Int) -> Bool {
    gapEvery > 0 && chance(row + 77 * seed, of: gapEvery) == 0
  }

  /// A number below `count` that looks random.
  private func chance(_ index: Int, of count: Int) -> Int {
    Int(abs(noise(index)) * 1e6) % count
  }
}

extension TimeSeries {
  /// The rows from one on.
  func suffix(from row: Int) throws -> TimeSeries {
    try TimeSeries(timestamps: Array(timestamps[row...]), values: Array(values[row...]))
  }

  /// The rows at and after a time.
  func rows(from time: Int64) throws -> TimeSeries {
    try suffix(from: timestamps.firstIndex { $0 >= time } ?? count)
  }
}

/// The largest distance between two models' forecasts, as a share of the largest value.
func distance(_ left: FittedModel, _ right: FittedModel, horizon: Int) throws -> Double {
  let (a, b) = (
    try left.forecast(horizon: horizon), try right.forecast(horizon: horizon)
  )
  let size = a.yhat.map(abs).max() ?? 1
  let pairs =
    zip(a.yhat, b.yhat).map { abs($0 - $1) }
    + zip(a.intervals[0].upper, b.intervals[0].upper).map { abs($0 - $1) }
  return (pairs.max() ?? 0) / size
}
