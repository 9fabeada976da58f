import ArgumentParser
import ForecastHTTP

/// What a client of `serve` may send, and how long it may take, for those who know why.
struct LimitFlags: ParsableArguments {
  @Option(help: "Most bytes of the body of POST /v1/forecasts (default: 64MiB).")
  var maxBatchBytes: String?

  @Option(help: "Most bytes of all bodies in memory at one time (default: 256MiB).")
  var maxTotalBodyBytes: String?

  @Option(help: "Most bytes of a request's line, and of each header (default: 8KiB).")
  var maxLineBytes: String?

  @Option(help: "Most bytes of a request's headers together (default: 32KiB).")
  var maxHeaderBytes: String?

  @Option(help: "Most headers of a request (default: 100).")
  var maxHeaders: String?

  @Option(help: "Most connections; more get 503 and are closed (default: 12000).")
  var maxConnections: String?

  @Option(help: "Longest from a request's first byte to the end of its headers (default: 10s).")
  var headTimeout: String?

  @Option(help: "Least bytes a second of a body, on average after the grace (default: 500).")
  var minBodyRate: String?

  @Option(help: "How long a body may be slower (default: 5s).")
  var bodyGrace: String?

  @Option(help: "Longest from a request's end to its answer's beginning (default: 60s).")
  var requestTimeout: String?

  @Option(help: "Longest that a client may take nothing of its answer (default: 30s).")
  var writeTimeout: String?

  @Option(help: "Longest that a connection may stand without a request (default: 75s).")
  var idleTimeout: String?

  var flags: [String: String?] {
    [
      Catalogue.maximumBatchBytes.name: maxBatchBytes,
      Catalogue.maximumTotalBodyBytes.name: maxTotalBodyBytes,
      Catalogue.maximumLineBytes.name: maxLineBytes,
      Catalogue.maximumHeaderBytes.name: maxHeaderBytes,
      Catalogue.maximumHeaders.name: maxHeaders,
      Catalogue.maximumConnections.name: maxConnections,
      Catalogue.headTimeout.name: headTimeout,
      Catalogue.minimumBodyRate.name: minBodyRate,
      Catalogue.bodyGrace.name: bodyGrace,
      Catalogue.requestTimeout.name: requestTimeout,
      Catalogue.writeTimeout.name: writeTimeout,
      Catalogue.idleTimeout.name: idleTimeout,
    ]
  }

  /// Sets what the settings say; the rest stays as it is.
  static func apply(
    _ settings: Settings, to configuration: inout ForecastServerConfiguration
  ) throws(SettingsError) {
    configuration.maximumBodyBytes = try settings.value(
      Catalogue.maximumBodyBytes, default: configuration.maximumBodyBytes)
    configuration.maximumBatchBytes = try settings.value(
      Catalogue.maximumBatchBytes, default: configuration.maximumBatchBytes)
    let least = configuration.leastTotalBodyBytes
    configuration.maximumTotalBodyBytes = try settings.value(
      Catalogue.maximumTotalBodyBytes, default: max(configuration.maximumTotalBodyBytes, least))
    guard configuration.maximumTotalBodyBytes >= least else {
      throw .bodiesDoNotFit(leastBytes: least)
    }
    try apply(settings, to: &configuration.connections)
  }

  private static func apply(
    _ settings: Settings, to limits: inout ConnectionLimits
  ) throws(SettingsError) {
    let counts: [(Setting<Int>, WritableKeyPath<ConnectionLimits, Int>)] = [
      (Catalogue.maximumLineBytes, \.maximumLineBytes),
      (Catalogue.maximumHeaderBytes, \.maximumHeaderBytes),
      (Catalogue.maximumHeaders, \.maximumHeaders),
      (Catalogue.maximumConnections, \.maximumConnections),
      (Catalogue.minimumBodyRate, \.minimumBodyRate),
    ]
    for (setting, limit) in counts {
      limits[keyPath: limit] = try settings.value(setting, default: limits[keyPath: limit])
    }
    let times: [(Setting<Int64>, WritableKeyPath<ConnectionLimits, Duration>)] = [
      (Catalogue.headTimeout, \.headTimeout), (Catalogue.bodyGrace, \.bodyGrace),
      (Catalogue.requestTimeout, \.requestTimeout), (Catalogue.writeTimeout, \.writeTimeout),
      (Catalogue.idleTimeout, \.idleTimeout),
    ]
    for (setting, limit) in times {
      if let seconds = try settings.value(setting) { limits[keyPath: limit] = .seconds(seconds) }
    }
  }
}
