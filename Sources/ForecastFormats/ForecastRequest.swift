public import Forecasting
public import ModelArtifacts

/// What is asked of a model, however it was asked: command line and endpoint answer alike.
public struct ForecastRequest: Hashable, Sendable {
  public var horizon = Horizon.steps(30)
  /// The width that the model was made with when nil.
  public var levels: PredictionLevels?
  /// The first time to forecast, in seconds since 1970-01-01; the step after the last row when nil.
  public var start: Int64?
  public var components = false
  /// What the caller knows of the covariates; the model's own knowledge serves where this has none.
  public var future = Covariates.none

  public init() {}

  /// Asks `model`.
  ///
  /// - Parameter model: Whoever's.
  /// - Returns: As many steps as the horizon says, from `start` on.
  /// - Throws: `horizon` where it is malformed or reaches too far, `start` where no step of the model
  ///   lies there.
  public func forecast(by model: CustomerModel) throws(ForecastRequestError) -> Forecast {
    let steps: Int
    do { steps = try horizon.steps(of: model.interval) } catch { throw .horizon(error) }
    let first = try firstStep(of: model)
    // A start far ahead is a long horizon whose beginning nobody looks at.
    guard first + steps - 1 <= Horizon.maximumSteps else {
      throw .horizon(.stepsOutOfRange(first + steps - 1))
    }
    let forecast: Forecast
    do {
      forecast = try model.forecast(
        horizon: steps, levels: levels?.values ?? [model.intervalWidth], start: first,
        components: components,
        future: future)
    } catch {
      throw .covariates(error)
    }
    // A later time has no text that others read.
    guard forecast.timestamps.allSatisfy({ $0 <= Self.latest }) else {
      throw .horizon(.endsAfterYear9999)
    }
    return forecast
  }

  /// 9999-12-31T23:59:59.
  private static let latest: Int64 = 253_402_300_799

  private func firstStep(of model: CustomerModel) throws(ForecastRequestError) -> Int {
    guard let start else { return 1 }
    do { return try model.stepsAhead(to: start) } catch { throw .start(error) }
  }
}

/// Why a model cannot answer a request.
public enum ForecastRequestError: Error, Hashable {
  case horizon(HorizonError)
  case start(ForecastError)
  case covariates(ForecastError)
}

extension ForecastRequestError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .horizon(let error): error.description
    case .covariates(.futureMissing(let name, let time)):
      "the forecast needs '\(name)' at \(Self.text(time)), which neither the model nor the request"
        + " knows: give its future values"
    case .start(let error), .covariates(let error): error.description
    }
  }

  private static func text(_ time: Int64) -> String {
    TimestampText(writing: [time]).text(of: time)
  }
}
