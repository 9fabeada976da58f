public import Forecasting
public import ProphetModels

/// One customer's model, whoever fitted it: all that archives, caches and answers need of it.
public enum CustomerModel: Hashable, Sendable {
  case fitted(FittedModel)
  /// Imported from Prophet.
  case prophet(ProphetModel)

  /// The step between two rows.
  public var interval: SamplingInterval {
    switch self {
    case .fitted(let model): model.interval
    case .prophet(let model): model.interval
    }
  }

  /// Observed rows that the model was fitted on.
  public var rows: Int {
    switch self {
    case .fitted(let model): model.rows
    case .prophet(let model): model.rows
    }
  }

  /// Time of the last observed row, seconds since 1970-01-01.
  public var trainedThrough: Int64 {
    switch self {
    case .fitted(let model): model.trainedThrough
    case .prophet(let model): model.trainedThrough
    }
  }

  /// The columns that a forecast needs to know of its steps.
  public var covariateNames: [String] {
    switch self {
    case .fitted(let model): model.covariateNames
    case .prophet(let model): model.covariateNames
    }
  }

  /// The level of the interval where nobody asks for one.
  public var intervalWidth: Double {
    switch self {
    case .fitted(let model): model.intervalWidth
    case .prophet(let model): model.intervalWidth
    }
  }

  /// What an explanation needs to know of the model beside its forecasts.
  public var facts: ModelFacts {
    switch self {
    case .fitted(let model): model.facts
    case .prophet(let model): model.facts
    }
  }

  /// The memory that the model's arrays hold beside the value itself, in bytes.
  public var heapBytes: Int {
    switch self {
    case .fitted(let model): model.heapBytes
    case .prophet(let model): model.heapBytes
    }
  }

  /// The forecast of the steps after the last row.
  ///
  /// - Parameters:
  ///   - horizon: Steps, in 1...`Horizon.maximumSteps`.
  ///   - levels: Each in (0, 1).
  ///   - start: At least 1.
  ///   - components: Whether to say what the forecast is made of.
  ///   - future: Covariates of the steps, before those that the model was given when it was fitted.
  /// - Returns: One value a step, one interval a level.
  /// - Throws: `ForecastError.futureMissing` of the first covariate that is not known at a step.
  public func forecast(
    horizon: Int, levels: [Double] = [0.8], start: Int = 1, components: Bool = false,
    future: Covariates = .none
  ) throws(ForecastError) -> Forecast {
    switch self {
    case .fitted(let model):
      try model.forecast(
        horizon: horizon, levels: levels, start: start, components: components, future: future)
    case .prophet(let model):
      try model.forecast(
        horizon: horizon, levels: levels, start: start, components: components, future: future)
    }
  }

  /// How many steps after the last row `timestamp` lies (1 is the next row), where it is on the grid.
  ///
  /// - Parameter timestamp: Seconds since 1970-01-01.
  /// - Returns: At least 1.
  /// - Throws: `ForecastError.startNotAfterTraining` or `startNotOnGrid`.
  public func stepsAhead(to timestamp: Int64) throws(ForecastError) -> Int {
    switch self {
    case .fitted(let model): try model.stepsAhead(to: timestamp)
    case .prophet(let model): try model.stepsAhead(to: timestamp)
    }
  }
}
