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
  var spec = ModelSpec()
  var seed = 0

  var testDescription: String { name }

  /// The series as it will be in the end.
  func whole() throws -> TimeSeries {
    let count = rows + nights * rowsANight
    let daily = 86_400 / Double(interval.meanSeconds)
    let plain: (Double) -> Double = { row in
      lowest + 100 + 20 * sin(2 * .pi * row / 365.25) + 10 * sin(2 * .pi * row / max(7, daily))
        + 8 * noise(Int(row) + 1000 * seed) + (Int(row) > count / 2 ? 15 : 0)
    }
    let made =
      isIrregular
      ? try irregularSeries(rows: count, plain)
      : try series(rows: count, every: interval, plain)
    let values = made.values.enumerated().map { row, value in
      if gapEvery > 0, row > 0, row < count - 1, Int(abs(noise(row + 77 * seed)) * 1e6) % gapEvery == 0 {
        return Double.nan
      }
      return spikes && Int(abs(noise(row + 99 * seed)) * 1e6) % 90 < 2 ? value * 1000 : value
    }
    return try TimeSeries(timestamps: made.timestamps, values: values)
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
