import ArgumentParser
import FleetTraining
import ForecastHTTP
import Foundation
import Logging
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
      there is room. A newly trained model is served within a second. Clients of SageMaker's
      multi-model endpoints are answered as they are: give them this server as their endpoint URL.

      Where SAGEMAKER_MULTI_MODEL or SAGEMAKER_BIND_TO_PORT is set it is a container of SageMaker: it
      listens on 0.0.0.0, serves /opt/ml/model, and what SageMaker tells it to load.

      Examples:
        fleetcast serve
        fleetcast serve --artifacts models --port 9000 --cache-bytes 1GiB
        curl 'http://127.0.0.1:8080/v1/customers/8/forecast?horizon=7&level=0.8,0.95'
        aws sagemaker-runtime invoke-endpoint --endpoint-url http://127.0.0.1:8080 \\
          --endpoint-name fleet --target-model 8.tar.gz --body '{"period": 7}' \\
          --cli-binary-format raw-in-base64-out answer.json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var artifacts: ArtifactsOption

  @Option(help: "Address to listen on (default: 127.0.0.1, this machine alone).")
  var host: String?

  @Option(help: "Port to listen on; 0 takes a free one (default: 8080).")
  var port: String?

  @Option(help: "Most memory of all loaded models (default: 256MB).")
  var cacheBytes: String?

  @Option(help: "Most bytes of a request's body (default: 6MiB).")
  var maxBodyBytes: String?

  @Option(help: "The only endpoint name that SageMaker's clients may ask for (default: any).")
  var endpointName: String?

  @Option(help: "As a multi-model container: where models may come from (default: /opt/ml/models).")
  var modelsRoot: String?

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags,
      [
        Catalogue.host.name: host, Catalogue.port.name: port,
        Catalogue.cacheBytes.name: cacheBytes, Catalogue.maximumBodyBytes.name: maxBodyBytes,
        Catalogue.endpointName.name: endpointName, Catalogue.modelsRoot.name: modelsRoot,
      ],
    ])
    let container = try ContainerEnvironment(ProcessInfo.processInfo.environment)
    let folder = try settings.value(
      Catalogue.artifacts,
      default: container == nil
        ? ArtifactsOption.defaultFolder : ContainerEnvironment.modelFolder)
    let isQuiet = try settings.value(Catalogue.quiet, default: false)
    let logger = Log.commands(quiet: isQuiet)
    var limits = ServingLimits()
    limits.cacheBytes = try settings.value(Catalogue.cacheBytes, default: 256_000_000)
    let configuration = try Self.configuration(from: settings, container, models: folder)
    let root = try settings.value(
      Catalogue.modelsRoot, default: ContainerEnvironment.modelsRoot)

    // A container is started before its models are there; anybody else has named another folder.
    if container == nil { try FolderCheck.folder(folder, status: .failed) }
    let isMultiModel = container?.isMultiModel ?? false
    if !isMultiModel, FolderCheck.isFolder(folder) != true {
      StandardError.write("fleetcast: warning: there is no folder \(folder) yet")
    }
    let server = ForecastServer(
      configuration: configuration,
      repository: ModelRepository(directory: folder, limits: limits, logger: logger),
      single: ModelRepository(unpackedIn: folder, limits: limits, logger: logger),
      registered: isMultiModel
        ? RegisteredModels(root: root, limits: limits, logger: logger) : nil,
      logger: logger,
      onListening: { port in
        let address = "http://\(configuration.host):\(port)"
        if !isQuiet { StandardError.write("Serving \(folder) on \(address)") }
      })
    try await Self.run(server, logger: logger)
  }

  private static func configuration(
    from settings: Settings, _ container: ContainerEnvironment?, models: String
  ) throws(SettingsError) -> ForecastServerConfiguration {
    var configuration = ForecastServerConfiguration()
    configuration.host = try settings.value(
      Catalogue.host, default: container == nil ? configuration.host : ContainerEnvironment.host)
    configuration.port = try settings.value(
      Catalogue.port, default: container?.port ?? configuration.port)
    configuration.maximumBodyBytes = try settings.value(
      Catalogue.maximumBodyBytes,
      default: container?.maximumBodyBytes ?? configuration.maximumBodyBytes)
    configuration.endpointName = try settings.value(Catalogue.endpointName)
    configuration.defaultAccept = container?.defaultAccept
    configuration.version = Version.current
    // A container's models are not where the nightly runs are.
    configuration.actualsFolder =
      container == nil ? TrainingLayout(artifacts: models).actuals : nil
    return configuration
  }

  private static func run(_ server: ForecastServer, logger: Logger) async throws {
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
