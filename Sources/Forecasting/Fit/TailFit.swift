/// A core's trend and seasonality, features among it, over the recent tail, to the end of the series.
struct TailFit {
  /// The row where the tail begins.
  let start: Int
  /// From `start` on.
  let trend: [Double]
  /// From `start` on.
  let seasonal: [Double]
  /// What of `seasonal` is conditional seasonalities, regressors and holidays; empty where there are none.
  let features: [Double]
  /// The standardised series without both, from `start` on; NaN where a row is missing.
  let residuals: [Double]
  /// Of the core.
  let noise: Double

  init(_ core: CoreFit, _ series: StandardisedSeries, _ frame: GridFrame<some DesignMatrix>) {
    let rows = frame.plan.tailStart..<frame.design.rows
    start = rows.lowerBound
    noise = core.noise
    let curve = frame.design.curve(core.coefficients)
    var trend = [Double](repeating: 0, count: rows.count)
    var seasonal = trend
    curve.addTrend(rows, to: &trend, at: 0)
    curve.addSeasonalities(rows, to: &seasonal, at: 0)
    if frame.design.columns.features.count > 0 {
      var features = [Double](repeating: 0, count: rows.count)
      curve.addFeatures(rows, to: &features, at: 0)
      for index in features.indices { seasonal[index] += features[index] }
      self.features = features
    } else {
      features = []
    }
    var residuals = trend
    for index in residuals.indices {
      let value = series.values[rows.lowerBound - series.start + index]
      residuals[index] = value - trend[index] - seasonal[index]
    }
    for run in series.missing {
      for row in run where row >= rows.lowerBound { residuals[row - rows.lowerBound] = .nan }
    }
    self.trend = trend
    self.seasonal = seasonal
    self.residuals = residuals
  }
}
