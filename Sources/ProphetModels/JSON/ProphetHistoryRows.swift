public import Forecasting

/// The rows that a written model's history has.
public struct ProphetHistoryRows: Sendable {
  /// Seconds since 1970-01-01, ascending, at least one.
  let timestamps: [Int64]
  /// One a time.
  let values: [Double]
  /// Times that tell Prophet the step between rows: those of the history, or its last few steps.
  let dates: [Int64]
  private let covariates: Covariates

  /// The first and the last row with the trend for values, where nobody has the series.
  ///
  /// Prophet's `make_future_dataframe` learns the step from five dates, so those are there too.
  public init(endsOf model: ProphetModel) throws(ForecastError) {
    let last = model.grid.step(holding: model.trainedThrough)
    let ends = Set([model.firstTime, model.grid.timestamp(ofStep: last)]).sorted()
    timestamps = ends
    let columns = model.covariateNames
    let known = Covariates(
      names: columns, timestamps: ends, columns: columns.map { _ in ends.map { _ in 0 } })
    values = try model.forecast(at: ends, components: true, future: known).components[0].values
    let recent = (-4...0).map { model.grid.timestamp(ofStep: last + $0) }
    dates = Set(ends + recent.filter { $0 > model.firstTime }).sorted()
    covariates = .none
  }

  /// A series without its missing values, which Prophet's history has not either.
  ///
  /// - Parameters:
  ///   - series: Of the model's customer.
  ///   - covariates: Regressors and conditions at its times.
  public init(_ series: TimeSeries, covariates: Covariates) {
    let rows = series.values.indices.filter { !series.values[$0].isNaN }
    timestamps = rows.map { series.timestamps[$0] }
    values = rows.map { series.values[$0] }
    dates = timestamps
    let places = covariates.places(of: timestamps)
    self.covariates = Covariates(
      names: covariates.names, timestamps: timestamps,
      columns: covariates.columns.map { column in
        places.map { $0.map { column[$0] } ?? .nan }
      })
  }

  /// A regressor's or condition's value, nil where it is not known.
  func value(of name: String, atRow row: Int) -> Double? {
    guard let column = covariates.names.firstIndex(of: name) else { return nil }
    let value = covariates.columns[column][row]
    return value.isNaN ? nil : value
  }
}
