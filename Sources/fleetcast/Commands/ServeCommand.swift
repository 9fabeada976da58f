import ArgumentParser
import ForecastHTTP
import ModelServing
import ServiceLifecycle
import UnixSignals

/// `fleetcast serve`: the endpoint.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve every customer's forecast over HTTP.",
    discussion: """
      Nothing is read at the start: a model is loaded when it is first asked for and kept while
      there is room. A newly trained model is served within a second.

      Examples:
        fleetcast serve
        fleetcast serve --artifacts models --port 9000 --cache-bytes 1GiB
        curl 'http://127.0.0.1:8080/v1/customers/8/forecast?horizon=7&level=0.8,0.95'
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(help: "Address to listen on (default: 127.0.0.1, this machine alone).")
  var host: String?

  @Option(help: "Port to listen on; 0 takes a free one (default: 8080).")
  var port: String?

  @Option(help: "Most memory of all loaded models (default: 256MB).")
  var cacheBytes: String?

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
      [
        Catalogue.host.name: host, Catalogue.port.name: port,
        Catalogue.cacheBytes.name: cacheBytes,
      ],
    ])
    let folder = try settings.value(Catalogue.artifacts, default: ArtifactsOption.defaultFolder)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    let logger = Log.commands(quiet: isQuiet)
    var limits = ServingLimits()
    limits.cacheBytes = try settings.value(Catalogue.cacheBytes, default: 256_000_000)
    var configuration = ForecastServerConfiguration()
    configuration.host = try settings.value(Catalogue.host, default: configuration.host)
    configuration.port = try settings.value(Catalogue.port, default: configuration.port)

    let host = configuration.host
    if FolderCheck.isFolder(folder) != true {
      StandardError.write("fleetcast: warning: there is no folder \(folder) yet")
    }
    let server = ForecastServer(
      configuration: configuration,
      repository: ModelRepository(directory: folder, limits: limits, logger: logger),
      logger: logger,
      onListening: { port in
        if !isQuiet { StandardError.write("Serving \(folder) on http://\(host):\(port)") }
      })
    do {
      try await ServiceGroup(
        services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
      ).run()
    } catch let error as ForecastServerError {
      if case .unknownHost = error {
        throw CommandFailure(status: .usage, message: "--host: \(error)")
      }
      throw CommandFailure(status: .failed, message: error.description)
    }
  }
}
