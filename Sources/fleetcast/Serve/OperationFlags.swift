import ArgumentParser
import ModelServing

/// How a server reads archives, what it says, and how it ends.
struct OperationFlags: ParsableArguments {
  @Option(help: "Archives that are read at a time (default: 4).")
  var concurrentReads: String?

  @Option(help: "Archives that may wait to be read; more are refused with 503 (default: 4096).")
  var queuedReads: String?

  @Option(help: "Form of the lines on stderr: text or json (default: text).")
  var logFormat: String?

  @Option(
    help: """
      Least level of what is said: trace, debug, info (each request), notice, warning, error, \
      critical (default: notice).
      """)
  var logLevel: String?

  @Option(help: "A request that takes so long is warned of (default: 1s).")
  var slowRequest: String?

  @Option(
    help: """
      After SIGTERM, how long new connections are still taken while /readyz and /ping answer 503 \
      (default: 0s).
      """)
  var drainDelay: String?

  @Option(help: "Then, how long what was begun may take to end (default: 25s).")
  var drainTimeout: String?

  var flags: [String: String?] {
    [
      Catalogue.logFormat.name: logFormat, Catalogue.logLevel.name: logLevel,
      Catalogue.slowRequest.name: slowRequest, Catalogue.drainDelay.name: drainDelay,
      Catalogue.drainTimeout.name: drainTimeout, Catalogue.concurrentReads.name: concurrentReads,
      Catalogue.queuedReads.name: queuedReads,
    ]
  }

  static func limits(from settings: Settings) throws(SettingsError) -> ServingLimits {
    var limits = ServingLimits()
    limits.cacheBytes = try settings.value(Catalogue.cacheBytes, default: 256_000_000)
    limits.concurrentReads = try settings.value(
      Catalogue.concurrentReads, default: limits.concurrentReads)
    limits.queuedLoads = try settings.value(Catalogue.queuedReads, default: limits.queuedLoads)
    return limits
  }
}
