import ForecastFormats
import Forecasting
import ModelServing
import Synchronization

/// Works forecasts out, and counts what that took.
final class ForecastMeter: Sendable {
  private struct State {
    var durations = Histogram(bounds: Histogram.workBounds)
    var points = 0
  }

  private let state = Mutex(State())
  private let leased = Atomic<Int>(0)

  /// The answer to one question.
  ///
  /// - Parameters:
  ///   - request: The question.
  ///   - served: The model that is asked.
  /// - Returns: What is still to be written.
  /// - Throws: Why this model cannot answer it.
  func document(
    _ request: ForecastRequest, by served: ServedModel
  ) throws(ForecastRequestError) -> ForecastDocument {
    leased.add(1, ordering: .relaxed)
    defer { leased.subtract(1, ordering: .relaxed) }
    let start = ContinuousClock.now
    let forecast = try request.forecast(by: served.model)
    let duration = start.duration(to: .now)
    state.withLock { state in
      state.durations.add(duration)
      state.points += forecast.timestamps.count
    }
    return ForecastDocument(
      customer: served.customer, version: served.version, model: served.model, forecast: forecast)
  }

  func write(to text: inout PrometheusText) {
    let state = state.withLock { $0 }
    text.metric(
      "fleetcast_forecast_duration_seconds", .histogram,
      "Time to work a forecast out, without reading its model or writing it.")
    text.samples(of: state.durations)
    text.metric("fleetcast_forecast_points_total", .counter, "Steps forecast.", state.points)
    text.metric(
      "fleetcast_models_leased", .gauge, "Models that a forecast is worked out by now.",
      leased.load(ordering: .relaxed))
  }
}
