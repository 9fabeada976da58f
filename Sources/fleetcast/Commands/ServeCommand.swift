import AccessTokens
import ArgumentParser
import FleetTraining
import ForecastHTTP
import Foundation
import ModelServing
import ServiceLifecycle

/// `fleetcast serve`: the endpoint.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve every customer's forecast over HTTP.",
    discussion: """
      Nothing is read at the start: a model is loaded when it is first asked for and
      kept while there is room. A newly trained model is served within a second.
      Clients of SageMaker's multi-model endpoints are answered as they are: give
      them this server as their endpoint URL.

      Where SAGEMAKER_MULTI_MODEL or SAGEMAKER_BIND_TO_PORT is set it is a container
      of SageMaker: it listens on 0.0.0.0, serves /opt/ml/model, and what SageMaker
      tells it to load.

      On another address than this machine's own it wants --auth, the file of
      'fleetcast token create', so that nobody is answered without a token; SIGHUP
      makes it read that file again. --insecure is for where a firewall or a proxy
      sees to it.

      What clients may send, and how long they may take, has limits that are options
      as well: --help-hidden lists them, docs/http-api.md says what happens beyond
      them.

      Examples:
        fleetcast serve
        fleetcast serve --artifacts models --port 9000 --cache-bytes 1GiB
        fleetcast serve --host 0.0.0.0 --auth tokens.json
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

  @Option(help: "Answer only those who have a token of this file; see 'fleetcast token'.")
  var auth: String?

  @Flag(help: "Listen on an address that others reach although nobody needs a token.")
  var insecure = false

  @Option(help: "Most memory of all loaded models (default: 256MB).")
  var cacheBytes: String?

  @Option(help: "Most bytes of a request's body (default: 6MiB).")
  var maxBodyBytes: String?

  @Option(help: "The only endpoint name that SageMaker's clients may ask for (default: any).")
  var endpointName: String?

  @Option(help: "As a multi-model container: where models may come from (default: /opt/ml/models).")
  var modelsRoot: String?

  @OptionGroup var operation: OperationFlags

  @OptionGroup(title: "Limits", visibility: .hidden)
  var limits: LimitFlags

  func run() async throws {
    let settings = try Settings.resolved(flags: [
      common.flags, artifacts.flags, operation.flags, limits.flags,
      [
        Catalogue.host.name: host, Catalogue.port.name: port,
        Catalogue.cacheBytes.name: cacheBytes, Catalogue.maximumBodyBytes.name: maxBodyBytes,
        Catalogue.endpointName.name: endpointName, Catalogue.modelsRoot.name: modelsRoot,
        Catalogue.auth.name: auth, Catalogue.insecure.name: insecure ? "true" : nil,
      ],
    ])
    let container = try ContainerEnvironment(ProcessInfo.processInfo.environment)
    let folder = try settings.value(
      Catalogue.artifacts,
      default: container == nil
        ? ArtifactsOption.defaultFolder : ContainerEnvironment.modelFolder)
    let process = try ServerOperation(settings)
    let logger = process.logger
    let limits = try OperationFlags.limits(from: settings)
    let configuration = try Self.configuration(
      from: settings, container, models: folder, warn: process.warn)
    let tokens = try ServeAccess.tokens(
      from: settings, host: configuration.host, inContainer: container != nil)
    let root = try settings.value(
      Catalogue.modelsRoot, default: ContainerEnvironment.modelsRoot)

    // A container is started before its models are there; anybody else has named another folder.
    if container == nil { try FolderCheck.folder(folder) }
    let isMultiModel = container?.isMultiModel ?? false
    if !isMultiModel, FolderCheck.isFolder(folder) != true {
      process.warn("there is no folder \(folder) yet")
    }
    let server = ForecastServer(
      configuration: configuration,
      repository: ModelRepository(directory: folder, limits: limits, logger: logger),
      single: ModelRepository(unpackedIn: folder, limits: limits, logger: logger),
      registered: isMultiModel
        ? RegisteredModels(root: root, limits: limits, logger: logger) : nil,
      tokens: tokens, logger: logger,
      onListening: { port in
        process.announce(folder: folder, address: "http://\(configuration.host):\(port)")
      })
    // Before the first request, so that no SIGHUP comes too early.
    let reload = await TokenReload(tokens, logger: logger)
    try await Self.run(server, beside: [reload], process)
  }

  private static func makeRoom(
    _ limits: inout ConnectionLimits, asked: Int?, _ warn: (String) -> Void
  ) {
    limits.maximumConnections = OpenFiles.makeRoom(connections: limits.maximumConnections)
    guard let asked, limits.maximumConnections < asked else { return }
    warn(
      "only \(limits.maximumConnections) connections fit the limit of open files; raise it:"
        + " ulimit -n \(asked + 1000)")
  }

  private static func configuration(
    from settings: Settings, _ container: ContainerEnvironment?, models: String,
    warn: (String) -> Void
  ) throws(SettingsError) -> ForecastServerConfiguration {
    var configuration = ForecastServerConfiguration()
    configuration.host = try settings.value(
      Catalogue.host, default: container == nil ? configuration.host : ContainerEnvironment.host)
    configuration.port = try settings.value(
      Catalogue.port, default: container?.port ?? configuration.port)
    if let most = container?.maximumBodyBytes { configuration.maximumBodyBytes = most }
    try LimitFlags.apply(settings, to: &configuration)
    makeRoom(
      &configuration.connections, asked: try settings.value(Catalogue.maximumConnections), warn)
    configuration.endpointName = try settings.value(Catalogue.endpointName)
    configuration.defaultAccept = container?.defaultAccept
    configuration.version = Version.current
    configuration.slowRequest = try settings.value(
      Catalogue.slowRequest, default: configuration.slowRequest)
    configuration.drainTimeout = try settings.value(
      Catalogue.drainTimeout, default: configuration.drainTimeout)
    // A container's models are not where the nightly runs are.
    configuration.actualsFolder =
      container == nil ? TrainingLayout(artifacts: models).actuals : nil
    return configuration
  }

  private static func run(
    _ server: ForecastServer, beside others: [any Service], _ process: ServerOperation
  ) async throws {
    do {
      try await process.run(server, beside: others)
    } catch let error as ForecastServerError {
      if case .unknownHost = error {
        throw CommandFailure(status: .usage, message: "--host: \(error)")
      }
      throw CommandFailure(status: .failed, message: error.description)
    }
  }
}
