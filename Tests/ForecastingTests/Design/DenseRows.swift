import Glibc

@testable import Forecasting

/// One row of a design, straight from its definition.
func designRow(_ columns: DesignColumns, at position: Double) -> [Double] {
  let trend = columns.trend
  var row = [1.0]
  if trend.growth == .linear {
    row.append((position - trend.last) / trend.unit)
    row += trend.knots.map { max(position - $0, 0) / trend.unit }
  }
  for seasonality in columns.seasonalities {
    for harmonic in seasonality.harmonics {
      let angle = 2 * Double.pi * Double(harmonic.multiple) * position / seasonality.period
      row.append(cos(angle))
      if seasonality.hasSine(harmonic.multiple) { row.append(sin(angle)) }
    }
  }
  return row
}

func logarithm(_ value: Double) -> Double { log(value) }

/// 2 to the power of minus the half lives.
func halved(_ halfLives: Double) -> Double { exp2(-halfLives) }
