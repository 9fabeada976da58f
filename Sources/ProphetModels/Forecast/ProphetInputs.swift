import Forecasting

/// What a forecast must know of its steps: regressors, conditions, and a logistic trend's bounds.
struct ProphetInputs {
  /// By regressor, then by step.
  let regressors: [[Double]]
  /// By seasonality, then by step; empty where it has no condition.
  let conditions: [[Bool]]
  /// By step: what a scaled trend of 0 stands for, and the scaled capacity of a logistic trend.
  let floors: [Double]
  let capacities: [Double]

  init(
    _ model: ProphetModel, at timestamps: [Int64], _ future: Covariates
  ) throws(ForecastError) {
    let columns = ForecastColumnsByTime(future)
    var regressors: [[Double]] = []
    for regressor in model.regressors {
      regressors.append(try columns.values(of: regressor.name, at: timestamps))
    }
    var conditions: [[Bool]] = []
    for seasonality in model.seasonalities {
      let values = try seasonality.conditionName.map { name throws(ForecastError) in
        try columns.values(of: name, at: timestamps)
      }
      conditions.append((values ?? []).map { $0 != 0 })
    }
    self.regressors = regressors
    self.conditions = conditions
    let scale = model.scale
    let floors =
      scale.floor.map { columns.values(of: "floor", at: timestamps, default: $0) }
      ?? timestamps.map { _ in scale.standardFloor }
    self.floors = floors
    capacities =
      scale.capacity.map { capacity in
        zip(columns.values(of: "cap", at: timestamps, default: capacity), floors)
          .map { ($0 - $1) / scale.valueSize }
      } ?? timestamps.map { _ in 0 }
  }
}

/// Columns that are looked up by time.
private struct ForecastColumnsByTime {
  private let covariates: Covariates

  init(_ covariates: Covariates) {
    self.covariates = covariates
  }

  func values(of name: String, at timestamps: [Int64]) throws(ForecastError) -> [Double] {
    var values: [Double] = []
    for timestamp in timestamps {
      guard let value = value(of: name, at: timestamp) else {
        throw .futureMissing(name: name, at: timestamp)
      }
      values.append(value)
    }
    return values
  }

  func values(of name: String, at timestamps: [Int64], default standard: Double) -> [Double] {
    timestamps.map { value(of: name, at: $0) ?? standard }
  }

  private func value(of name: String, at timestamp: Int64) -> Double? {
    guard let column = covariates.names.firstIndex(of: name) else { return nil }
    var low = 0
    var high = covariates.timestamps.count
    while low < high {
      let middle = (low + high) / 2
      if covariates.timestamps[middle] < timestamp { low = middle + 1 } else { high = middle }
    }
    guard low < covariates.timestamps.count, covariates.timestamps[low] == timestamp else {
      return nil
    }
    let value = covariates.columns[column][low]
    return value.isNaN ? nil : value
  }
}
