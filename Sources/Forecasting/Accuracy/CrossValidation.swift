/// Rolling-origin cross-validation: a model is fitted again at each cutoff, on the rows up to it,
/// and scored on the rows after it, beside the seasonal naive forecast.
public struct CrossValidation: Hashable, Sendable, Codable {
  /// How far is forecast from each cutoff; the default of the series' interval when nil.
  public var horizon: Horizon?
  /// The least history before a cutoff; three horizons when nil.
  public var initial: Horizon?
  /// From one cutoff to the next; half a horizon, rounded up, when nil.
  public var period: Horizon?
  /// The most folds, of which the latest are made.
  public var folds = 3

  /// Of the intervals that are scored.
  public static let levels = [0.8, 0.95]
  /// The most steps that the initial window and the period can have.
  public static let maximumWindow = 10_000_000

  public init() {}

  /// Forecasts a series from each of its cutoffs and compares.
  ///
  /// Rows of a regular series are compared by step; a row of an irregular one with the nearest step
  /// of the forecast. The result depends on the series, the covariates and the fitter's
  /// specification alone.
  ///
  /// - Parameters:
  ///   - series: All rows.
  ///   - covariates: Of all rows: those after a cutoff are the known future of that fold.
  ///   - fitter: Fits at each cutoff.
  /// - Returns: At least one fold, the earliest first.
  /// - Throws: `CrossValidationError.tooShort` where there is no cutoff, or why a fold has no result.
  public func evaluate(
    _ series: TimeSeries, covariates: Covariates = .none, _ fitter: inout ModelFitter
  ) throws(CrossValidationError) -> CrossValidationResult {
    guard let timeline = EvaluationTimeline(series) else { throw .fit(.noObservations) }
    let window = try window(of: timeline.interval)
    let unit = timeline.unitsPerStep
    let cutoffs = Cutoffs(
      rows: timeline.times, horizon: window.horizon * unit, initial: window.initial * unit,
      period: window.period * unit, limit: folds)
    guard !cutoffs.times.isEmpty else {
      throw .tooShort(steps: timeline.steps, needed: window.initial + window.horizon + 1)
    }
    var found: [Fold] = []
    for cutoff in cutoffs.times {
      let part = timeline.part(through: cutoff, horizon: window.horizon)
      let fit: ModelFit
      do { fit = try fitter.fit(part.training, covariates: covariates) } catch { throw .fit(error) }
      do {
        found.append(try part.scored(fit.model))
      } catch {
        throw .forecast(error)
      }
    }
    return CrossValidationResult(interval: timeline.interval, window: window, folds: found)
  }

  private func window(
    of interval: SamplingInterval
  ) throws(CrossValidationError) -> EvaluationWindow {
    do {
      let steps =
        try horizon?.steps(of: interval) ?? IntervalTraits(interval).defaultHorizon
      let most = Self.maximumWindow
      return EvaluationWindow(
        horizon: steps,
        initial: try initial?.steps(of: interval, atMost: most) ?? 3 * steps,
        period: try period?.steps(of: interval, atMost: most) ?? (steps + 1) / 2)
    } catch {
      throw .horizon(error)
    }
  }
}

/// The lengths of a cross-validation, in steps of the series.
public struct EvaluationWindow: Hashable, Sendable, Codable {
  public let horizon: Int
  public let initial: Int
  public let period: Int
}

/// How a series was foretold.
public struct CrossValidationResult: Hashable, Sendable {
  public let interval: SamplingInterval
  public let window: EvaluationWindow
  /// The earliest first.
  public let folds: [Fold]

  /// Over all folds.
  public var errors: LeadErrors {
    folds.reduce(into: LeadErrors()) { $0.add($1.errors) }
  }
}

/// What came of one cutoff.
public struct Fold: Hashable, Sendable {
  /// Seconds since 1970-01-01: rows after it were forecast.
  public let cutoff: Int64
  /// Observed rows that the model was fitted on.
  public let rows: Int
  public let errors: LeadErrors
}

/// Why a series cannot be evaluated.
public enum CrossValidationError: Error, Hashable {
  /// The first and the last row are too near for the initial window and a horizon.
  case tooShort(steps: Int, needed: Int)
  case horizon(HorizonError)
  case fit(FitError)
  case forecast(ForecastError)
}

extension CrossValidationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooShort(let steps, let needed):
      "too short for a fold: \(steps) steps from the first row to the last, \(needed) are needed"
        + " (--initial + --horizon + 1)"
    case .horizon(let error): "\(error)"
    case .fit(let error): "\(error)"
    case .forecast(let error): "\(error)"
    }
  }
}
