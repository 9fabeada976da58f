/// The observed rows of a series on an axis of whole numbers: steps where it is regular, else
/// seconds.
struct EvaluationTimeline {
  /// Of the observed rows, ascending.
  let times: [Int]
  /// The length of a step on the axis.
  let unitsPerStep: Int
  private let series: TimeSeries
  /// One a row of `times`.
  private let values: [Double]
  private let grid: TimeGrid
  /// Nil where the series is irregular.
  private let gridded: GriddedSeries?

  /// Nil where nothing is observed.
  init?(_ series: TimeSeries) {
    let rows = series.values.indices.filter { !series.values[$0].isNaN }
    guard !rows.isEmpty else { return nil }
    self.series = series
    gridded = GriddedSeries(series)
    if let gridded {
      let observed = gridded.values.indices.filter { !gridded.values[$0].isNaN }
      grid = gridded.grid
      times = observed.map { gridded.firstStep + $0 }
      values = observed.map { gridded.values[$0] }
      unitsPerStep = 1
    } else {
      grid = TimeGrid(detecting: rows.map { series.timestamps[$0] })
      times = rows.map { Int(series.timestamps[$0]) }
      values = rows.map { series.values[$0] }
      unitsPerStep = Int(grid.interval.meanSeconds)
    }
  }

  var interval: SamplingInterval { grid.interval }

  /// From the first row to the last, both counted.
  var steps: Int { ((times.last ?? 0) - (times.first ?? 0)) / unitsPerStep + 1 }

  /// The rows up to a cutoff, and those after it.
  ///
  /// - Parameters:
  ///   - cutoff: On the axis; at or after the first row.
  ///   - horizon: Steps that are compared after it.
  /// - Returns: The fold, before the model is fitted.
  func part(through cutoff: Int, horizon: Int) -> FoldRows {
    let known = times.partitionPoint { $0 > cutoff }
    let season = gridded == nil ? 1 : IntervalTraits(interval).shortSeason
    let end = times.partitionPoint { $0 > cutoff + horizon * unitsPerStep }
    let rows = (known..<end).map { row in
      FoldRows.Row(
        timestamp: timestamp(at: times[row]), value: values[row],
        lead: (times[row] - cutoff + unitsPerStep - 1) / unitsPerStep)
    }
    return FoldRows(
      cutoff: timestamp(at: cutoff), training: training(through: cutoff),
      history: history(rows: known, through: cutoff), season: season, horizon: horizon, rows: rows)
  }

  private func timestamp(at time: Int) -> Int64 {
    gridded == nil ? Int64(time) : grid.timestamp(ofStep: time)
  }

  private func training(through cutoff: Int) -> TimeSeries {
    let count =
      gridded.map { $0.seriesRow(atGridRow: cutoff + 1 - $0.firstStep) }
      ?? series.timestamps.partitionPoint { $0 > Int64(cutoff) }
    return series.prefix(count)
  }

  /// One value a step of a regular series, NaN where missing; the observed ones of an irregular one.
  private func history(rows: Int, through cutoff: Int) -> [Double] {
    guard let gridded else { return Array(values[..<rows]) }
    return Array(gridded.values[...(cutoff - gridded.firstStep)])
  }
}

/// One fold before the model is fitted.
struct FoldRows {
  struct Row {
    let timestamp: Int64
    let value: Double
    /// Steps after the cutoff, at least 1.
    let lead: Int
  }

  let cutoff: Int64
  let training: TimeSeries
  let history: [Double]
  let season: Int
  let horizon: Int
  /// After the cutoff, at most a horizon.
  let rows: [Row]

  /// The standard normal quantiles of the upper bounds of `CrossValidation.levels`.
  private static let quantiles = [1.281_551_565_544_8, 1.959_963_984_540_054]

  /// Compares the rows after the cutoff with a model of those before.
  func scored(_ model: FittedModel) throws(ForecastError) -> Fold {
    let scale = SeasonalScale(training: history, season: season)
    let naive = NaiveForecast(training: history, season: season)
    var errors = LeadErrors()
    let steps = rows.map { model.nearestLead(to: $0.timestamp) }
    if let first = steps.first, let last = steps.last {
      let horizon = min(last - first + 1, Horizon.maximumSteps)
      let forecast = try model.forecast(
        horizon: horizon, levels: CrossValidation.levels, start: first,
        future: model.covariates(ofAllBut: steps, in: first..<first + horizon))
      // Beyond are steps only where the model's interval is shorter than that of all rows.
      for (row, step) in zip(rows, steps) where step - first < horizon {
        errors.add(
          LeadErrors.Part(lead: row.lead, of: self.horizon), actual: row.value,
          model: Self.prediction(forecast, at: step - first),
          naive: Self.prediction(naive, lead: row.lead), scale: scale)
      }
    }
    return Fold(cutoff: cutoff, rows: model.rows, errors: errors)
  }

  private static func prediction(_ forecast: Forecast, at index: Int) -> LeadErrors.Prediction {
    LeadErrors.Prediction(
      yhat: forecast.yhat[index],
      bounds: forecast.intervals.map { ($0.lower[index], $0.upper[index]) })
  }

  private static func prediction(_ naive: NaiveForecast, lead: Int) -> LeadErrors.Prediction {
    let yhat = naive.value(lead: lead)
    return LeadErrors.Prediction(
      yhat: yhat,
      bounds: quantiles.map { quantile in
        let half = naive.halfWidth(lead: lead, quantile: quantile)
        return (yhat - half, yhat + half)
      })
  }
}

extension FittedModel {
  /// The step whose forecast is that of a time: the one it falls in, of an irregular series the
  /// nearest.
  func nearestLead(to timestamp: Int64) -> Int {
    grid.nearestLead(to: timestamp, after: trainedThrough)
  }

  /// Covariates of the steps whose forecast nobody looks at: a day without a row has none of its own.
  fileprivate func covariates(ofAllBut scored: [Int], in steps: Range<Int>) -> Covariates {
    let names = covariateNames
    guard !names.isEmpty else { return .none }
    let scored = Set(scored)
    let last = grid.step(holding: trainedThrough)
    let times = steps.filter { !scored.contains($0) }.map { grid.timestamp(ofStep: last + $0) }
    let zeros = [Double](repeating: 0, count: times.count)
    return Covariates(names: names, timestamps: times, columns: names.map { _ in zeros })
  }
}
