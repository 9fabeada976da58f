import Forecasting
import Foundation

/// What a core says of a step, in its own words: what its projection is to say too.
extension ModelCore {
  /// The seasonalities of a step, on the core's scale.
  func seasonal(lead: Int) -> Double {
    let position = last + Double(lead)
    let row = Int(position.rounded())
    var value = seasonalities.reduce(0) { $0 + $1.value(at: position) }
    for season in [shortSeason, longSeason] where !season.isEmpty {
      value += season[row % season.count]
    }
    return value
  }

  /// The forecast of a step, in units of the series.
  func forecast(lead: Int, at timestamp: Int64 = 0, _ covariates: Covariates = .none) -> Double {
    func covariate(_ name: String) -> Double {
      guard let column = covariates.names.firstIndex(of: name),
        let row = covariates.timestamps.firstIndex(of: timestamp)
      else { return .nan }
      return covariates.columns[column][row]
    }
    var value = trend(lead: Double(lead)) + seasonal(lead: lead)
    for own in conditional where covariate(own.condition) != 0 {
      value += own.seasonality.value(at: last + Double(lead))
    }
    for own in regressors {
      value += own.coefficient * (covariate(own.name) - own.mean) / own.scale
    }
    for own in holidays where own.days.contains(Int(timestamp / 86_400)) {
      value += own.coefficient
    }
    return isLogarithmic ? exp(value) : value
  }
}
