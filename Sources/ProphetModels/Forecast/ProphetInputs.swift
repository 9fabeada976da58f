import Forecasting

/// What a forecast must know of its steps: regressors and conditions.
struct ProphetInputs {
  /// By regressor, then by step.
  let regressors: [[Double]]
  /// By seasonality, then by step; empty where it has no condition.
  let conditions: [[Bool]]

  /// - Parameters:
  ///   - model: Whose forecast.
  ///   - timestamps: Of the steps.
  ///   - future: What is known.
  ///   - places: Of each step in `future`, nil where it is not there.
  /// - Throws: `ForecastError.futureMissing` of the first column that is not known at a step.
  init(
    _ model: ProphetModel, at timestamps: [Int64], _ future: Covariates, places: [Int?]
  ) throws(ForecastError) {
    func column(_ name: String) throws(ForecastError) -> [Double] {
      let column = future.names.firstIndex(of: name).map { future.columns[$0] }
      var values: [Double] = []
      for (timestamp, place) in zip(timestamps, places) {
        guard let value = place.flatMap({ column?[$0] }), !value.isNaN else {
          throw .futureMissing(name: name, at: timestamp)
        }
        values.append(value)
      }
      return values
    }
    var regressors: [[Double]] = []
    for regressor in model.regressors { regressors.append(try column(regressor.name)) }
    var conditions: [[Bool]] = []
    for seasonality in model.seasonalities {
      guard let name = seasonality.conditionName else {
        conditions.append([])
        continue
      }
      conditions.append(try column(name).map { $0 != 0 })
    }
    self.regressors = regressors
    self.conditions = conditions
  }
}

extension Covariates {
  /// The places of exact times, nil where there is no row.
  func places(of timestamps: [Int64]) -> [Int?] {
    let places = Dictionary(uniqueKeysWithValues: zip(self.timestamps, self.timestamps.indices))
    return timestamps.map { places[$0] }
  }
}
