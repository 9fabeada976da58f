/// How a model foretold the rows that came after its last one.
///
/// What is known of a model before is how it foretold rows held back from it; this is how it did on
/// rows that nobody had when it was made.
public struct LiveScore: Hashable, Sendable {
  /// Of the first and the last row compared, in seconds since 1970-01-01.
  public let firstTime: Int64
  public let lastTime: Int64
  /// With the 80% interval alone; MASE is in units of the model's own seasonal scale.
  public let measures: AccuracyMeasures
  /// The mean of what came less what was forecast, in the unit of the values: above 0 where the model
  /// forecast too little.
  public let bias: Double
  /// The size of the errors beside that of the errors held back when the model was made: the mean
  /// over the rows of `NormalScore`, in -3...3.
  ///
  /// Of a model that is as good as it was then, that of one row is normal with mean 0 and deviation
  /// 1, and that of several rows spreads no more.
  public let standardisedError: Double

  /// Rows that were compared, at least 1.
  public var values: Int { measures.values }
  /// The share of the rows inside the 80% interval.
  public var coverage80: Double { measures.intervals.first?.coverage ?? 0 }
}

extension FittedModel {
  /// Scores the model's forecasts on the rows after its last one.
  ///
  /// Of a regular series rows that are on its grid count, of an irregular one each with the nearest
  /// step; missing values and rows more than `Horizon.maximumSteps` ahead do not.
  ///
  /// - Parameters:
  ///   - series: Any rows; those up to `trainedThrough` are passed over.
  ///   - covariates: Of the rows to come, where the model needs more than it was given at its fit.
  /// - Returns: Nil where there is no row to compare, or one's covariates are not known.
  public func score(on series: TimeSeries, covariates: Covariates = .none) -> LiveScore? {
    let rows = ScoredRow.rows(of: series, after: trainedThrough, on: grid)
    guard let first = rows.first, let last = rows.last else { return nil }
    // What is not known of a row is no fault of the model's: it has no score that night.
    guard
      let forecast = try? forecast(
        horizon: last.lead - first.lead + 1, levels: [0.8], start: first.lead,
        future: self.covariates(of: rows.map(\.lead), from: covariates))
    else { return nil }
    return LiveScore(of: rows, by: forecast, from: first.lead, seasonalScale)
  }

  /// The covariates of the steps from the first of `scored` to its last; those between have any.
  private func covariates(of scored: [Int], from given: Covariates) -> Covariates {
    let names = covariateNames
    guard !names.isEmpty, let first = scored.first, let end = scored.last.map({ $0 + 1 }) else {
      return .none
    }
    let last = grid.step(holding: trainedThrough)
    let places = grid.places(of: given.timestamps, at: last + first..<last + end)
    let isScored = Set(scored)
    return Covariates(
      names: names, timestamps: (first..<end).map { grid.timestamp(ofStep: last + $0) },
      columns: names.map { name in
        let column = given.names.firstIndex(of: name).map { given.columns[$0] }
        return (first..<end).map { step in
          let own = places[step - first].flatMap { column?[$0] } ?? .nan
          return own.isNaN && !isScored.contains(step) ? 0 : own
        }
      })
  }

  /// Of the values that the model was made from, as the model remembers it.
  var seasonalScale: SeasonalScale {
    let walk = errorProfile.walk
    return SeasonalScale(meanAbsolute: (walk.season ?? walk.step) * unit)
  }
}

/// A row after a model's last one, and the step whose forecast it is compared with.
struct ScoredRow {
  let timestamp: Int64
  let value: Double
  /// Steps after the model's last row, in 1...`Horizon.maximumSteps`.
  let lead: Int

  /// The rows of a series that a model can be scored on.
  ///
  /// - Parameters:
  ///   - series: Any rows.
  ///   - trainedThrough: Of the model.
  ///   - grid: Of the model.
  /// - Returns: In the series' order.
  static func rows(
    of series: TimeSeries, after trainedThrough: Int64, on grid: TimeGrid
  ) -> [ScoredRow] {
    let isIrregular = if case .irregular = grid.interval { true } else { false }
    let start = series.timestamps.partitionPoint { $0 > trainedThrough }
    let last = grid.step(holding: trainedThrough)
    var rows: [ScoredRow] = []
    for row in start..<series.count where !series.values[row].isNaN {
      let timestamp = series.timestamps[row]
      guard isIrregular || grid.step(of: timestamp) != nil else { continue }
      let lead =
        isIrregular
        ? grid.nearestLead(to: timestamp, after: trainedThrough)
        : grid.step(holding: timestamp) - last
      guard lead <= Horizon.maximumSteps else { break }
      if lead >= 1 {
        rows.append(ScoredRow(timestamp: timestamp, value: series.values[row], lead: lead))
      }
    }
    return rows
  }
}

extension LiveScore {
  /// Compares rows with their forecasts.
  ///
  /// - Parameters:
  ///   - rows: At least one.
  ///   - forecast: With the 80% interval, of all their steps.
  ///   - start: The lead of the forecast's first step.
  ///   - scale: Of the values that the model was made from.
  init?(
    of rows: [ScoredRow], by forecast: Forecast, from start: Int, _ scale: SeasonalScale
  ) {
    var sums = ErrorSums(levels: [0.8])
    var bias = 0.0
    var standardised = 0.0
    let count = Double(rows.count)
    let interval = forecast.intervals[0]
    for row in rows {
      let index = row.lead - start
      let yhat = forecast.yhat[index]
      let (lower, upper) = (interval.lower[index], interval.upper[index])
      sums.add(actual: row.value, yhat: yhat, bounds: [(lower, upper)], scale: scale)
      // Of parts, because the difference of two large numbers may be none.
      bias += row.value / count - yhat / count
      // The lower bound may have been moved up to 0.
      standardised += NormalScore.of(error: abs(row.value - yhat), halfWidth80: upper - yhat)
    }
    guard let measures = sums.measures else { return nil }
    let largest = Double.greatestFiniteMagnitude
    self.init(
      firstTime: rows[0].timestamp, lastTime: rows[rows.count - 1].timestamp, measures: measures,
      bias: min(max(bias, -largest), largest), standardisedError: standardised / count)
  }
}
