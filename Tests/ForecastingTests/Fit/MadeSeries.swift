import Foundation
import Testing

@testable import Forecasting

/// A series of `rows` values, a step apart, beginning at 2021-01-01.
func series(
  rows: Int, every interval: SamplingInterval = .day, from start: Int64 = 1_609_459_200,
  _ value: (Double) -> Double
) throws -> TimeSeries {
  let grid = TimeGrid(interval, through: start)
  let first = grid.step(holding: start)
  return try TimeSeries(
    timestamps: (0..<rows).map { grid.timestamp(ofStep: first + $0) },
    values: (0..<rows).map { value(Double($0)) })
}

/// Rows at times that no grid holds: about a day apart.
func irregularSeries(rows: Int, _ value: (Double) -> Double) throws -> TimeSeries {
  let times = (0..<rows).map { row in
    1_609_459_200 + Int64(row) * 86_400 + Int64(30_000 * noise(row + 7))
  }
  return try TimeSeries(
    timestamps: times, values: times.map { value(Double($0 - times[0]) / 86_400) })
}

/// Numbers that look random in (-1, 1), the same in every run.
func noise(_ index: Int) -> Double {
  var bits = UInt64(index) &* 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return Double(Int64(bitPattern: bits ^ (bits >> 31))) / Double(Int64.max)
}

/// A year's wave, a weekly shape, a slow rise and noise.
func demand(_ day: Double) -> Double {
  200 + 0.1 * day + 30 * sin(2 * .pi * day / 365.25) + 12 * sin(2 * .pi * day / 7)
    + 6 * noise(Int(day))
}

/// The fit of a series with everything chosen by the data.
func fit(_ series: TimeSeries, horizon: Int? = nil) throws -> ModelFit {
  var fitter = ModelFitter(spec: ModelSpec(horizon: horizon.map(Horizon.steps)))
  return try fitter.fit(series)
}

/// Whether all numbers of a forecast are finite, and its intervals in order around it.
func isSound(_ forecast: Forecast) -> Bool {
  forecast.yhat.allSatisfy(\.isFinite)
    && forecast.intervals.allSatisfy { interval in
      forecast.yhat.indices.allSatisfy { step in
        interval.lower[step].isFinite && interval.upper[step].isFinite
          && interval.lower[step] <= forecast.yhat[step]
          && forecast.yhat[step] <= interval.upper[step]
      }
    }
    && forecast.components.allSatisfy { $0.values.allSatisfy(\.isFinite) }
}

/// Every interval that a series may have.
let allIntervals: [SamplingInterval] = [
  .seconds(1), .seconds(60), .seconds(300), .seconds(900), .seconds(3600), .seconds(21_600),
  .seconds(43_200), .day, .week, .month, .months(2), .quarter, .months(4), .months(6), .year,
]
