public import Forecasting

/// The rows that a written model's history has.
public struct ProphetHistoryRows: Sendable {
  /// Seconds since 1970-01-01, ascending, at least one.
  let timestamps: [Int64]
  /// One a time.
  let values: [Double]
  /// Times that tell Prophet the step between rows: those of the history, or its last few steps.
  let dates: [Int64]

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
  }

  /// A series without its missing values, which Prophet's history has not either.
  ///
  /// - Parameter series: Of the model's customer.
  public init(_ series: TimeSeries) {
    let rows = series.values.indices.filter { !series.values[$0].isNaN }
    timestamps = rows.map { series.timestamps[$0] }
    values = rows.map { series.values[$0] }
    dates = timestamps
  }
}
