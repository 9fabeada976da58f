import AccessTokens
import Hummingbird

/// `GET /metrics`: what Prometheus scrapes.
struct MetricsRoute: Sendable {
  let requests: RequestMetrics
  let forecasts: ForecastMeter
  let models: ModelMetrics
  let process: ProcessFacts
  /// Of the program.
  let version: String

  var route: RouteTable.Route {
    .init(method: .get, path: "/metrics", needs: .metrics) { _, _ in
      Response(contentType: PrometheusText.contentType, Array(text.utf8))
    }
  }

  private var text: String {
    var text = PrometheusText()
    text.metric("fleetcast_build_info", .gauge, "Always 1; the label says which program this is.")
    text.sample(1, [("version", version)])
    requests.write(to: &text)
    forecasts.write(to: &text)
    models.write(to: &text)
    process.write(to: &text)
    return text.text
  }
}
