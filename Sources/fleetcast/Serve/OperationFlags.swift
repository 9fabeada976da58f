import ArgumentParser

/// What a server says, and how it ends.
struct OperationFlags: ParsableArguments {
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
      Catalogue.drainTimeout.name: drainTimeout,
    ]
  }
}
