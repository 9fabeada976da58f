public import Customers
public import Forecasting
public import ModelArtifacts

/// One customer's forecast with what a reader needs to know of its model, ready to be written.
///
/// The command line and the endpoint write it through the same functions, so equal questions give
/// equal bytes.
public struct ForecastDocument: Sendable {
  public let customer: CustomerID
  public let version: ArtifactVersion
  /// Seconds since 1970-01-01.
  public let trainedThrough: Int64
  public let interval: SamplingInterval
  /// Observed rows that the model was fitted on.
  public let rows: Int
  public let forecast: Forecast
  /// What the model says of its customer, in sentences; empty where no components were asked for.
  public let explanation: [String]

  public init(
    customer: CustomerID, version: ArtifactVersion, model: CustomerModel, forecast: Forecast
  ) {
    self.customer = customer
    self.version = version
    self.trainedThrough = model.trainedThrough
    self.interval = model.interval
    self.rows = model.rows
    self.forecast = forecast
    explanation = forecast.components.isEmpty ? [] : Self.explanation(of: model, forecast)
  }

  private static func explanation(of model: CustomerModel, _ forecast: Forecast) -> [String] {
    let explanation = Explanation(of: forecast, by: model.facts) { start, steps in
      // Without the future of its regressors, a model explains what it was asked for.
      try? model.forecast(horizon: steps, levels: [], start: start, components: true)
    }
    return ExplanationText(explanation).sentences
  }

  /// One form for all times of the document.
  var timestampText: TimestampText {
    TimestampText(writing: forecast.timestamps + [trainedThrough])
  }
}

/// The columns of a forecast, in the order in which JSON and CSV have them.
struct ForecastColumns {
  let names: [String]
  let values: [[Double]]

  init(_ forecast: Forecast) {
    let names = Self.names(of: forecast.intervals.map(\.level))
    self.names = names
    values = [forecast.yhat] + forecast.intervals.flatMap { [$0.lower, $0.upper] }
  }

  /// `yhat`, and the bounds: with the percentage in their names where there are several levels.
  static func names(of levels: [Double]) -> [String] {
    let endings = levels.count == 1 ? [""] : levels.map { "_" + PredictionLevels.percent($0) }
    return ["yhat"] + endings.flatMap { ["yhat_lower" + $0, "yhat_upper" + $0] }
  }
}
