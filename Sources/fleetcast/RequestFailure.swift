import ForecastFormats
import Forecasting
import ModelArtifacts

/// What the command line says of a request that a model cannot answer.
struct RequestFailure: Error, CustomStringConvertible {
  let description: String

  /// - Parameters:
  ///   - error: Why.
  ///   - model: That was asked.
  ///   - given: The covariates that came with the question.
  init(_ error: ForecastRequestError, by model: CustomerModel, given: Covariates) {
    guard case .covariates(.futureMissing(let name, let time)) = error else {
      description = error.description
      return
    }
    let known = Self.known(name, before: time, model, given).map { "it is known through \($0)" }
    description =
      "the forecast needs '\(name)' at \(Self.text(time)), but"
      + " \(known ?? "nothing is known of it after the last row"): give its values with --future"
  }

  /// The last time before `time` at which the column is known after the last row.
  private static func known(
    _ name: String, before time: Int64, _ model: CustomerModel, _ given: Covariates
  ) -> String? {
    let covariates =
      switch model {
      case .fitted(let own): own.covariates(beside: given)
      case .prophet: given
      }
    guard let column = covariates.names.firstIndex(of: name) else { return nil }
    let times = zip(covariates.timestamps, covariates.columns[column])
      .filter { $0 > model.trainedThrough && $0 < time && !$1.isNaN }
    return times.last.map { text($0.0) }
  }

  private static func text(_ time: Int64) -> String {
    TimestampText(writing: [time]).text(of: time)
  }
}

extension ForecastRequest {
  /// The forecast, or what the command line says instead.
  func answer(by model: CustomerModel) throws(RequestFailure) -> Forecast {
    do throws(ForecastRequestError) {
      return try forecast(by: model)
    } catch {
      throw RequestFailure(error, by: model, given: future)
    }
  }
}
