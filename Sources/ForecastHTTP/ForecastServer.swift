public import AccessTokens
import ActualsSpool
import Glibc
import Hummingbird
import HummingbirdCore
public import Logging
public import ModelServing
import NIOCore
public import ServiceLifecycle

/// The endpoint: one process that answers for every customer of an artifacts folder.
///
/// As a service it ends gracefully: it accepts nothing more and finishes what it has begun, for at
/// most `drainTimeout`.
public struct ForecastServer: Service {
  /// Connections that are told at one time that there are too many; more wait unaccepted.
  private static let refusedConnections = 256

  private let configuration: ForecastServerConfiguration
  private let repository: ModelRepository
  private let single: ModelRepository?
  private let registered: RegisteredModels?
  private let authentication: Authentication
  private let metrics = RequestMetrics()
  private let forecasts = ForecastMeter()
  private let bodies: BodyBudget
  /// Batches hold theirs until their answers are taken; the rest is for all others.
  private let batchBodies: BodyBudget
  private let desk: FaultDesk
  private let process = ProcessFacts()
  private let drain: Drain
  private let logger: Logger
  private let onListening: @Sendable (Int) async -> Void

  /// A server that is not listening yet.
  ///
  /// - Parameters:
  ///   - configuration: Where to listen, and the limits.
  ///   - repository: Whose models to serve.
  ///   - single: The one model of a container of SageMaker that has no other.
  ///   - registered: What a container of SageMaker is told to serve beside them, where this is one.
  ///   - tokens: Of those who may ask; nil lets everybody ask who can reach the server.
  ///   - logger: Gets a line for each request that failed by the server's fault or took long, and at
  ///     `info` for every request.
  ///   - onListening: Told the port once connections are accepted.
  public init(
    configuration: ForecastServerConfiguration = ForecastServerConfiguration(),
    repository: ModelRepository, single: ModelRepository? = nil,
    registered: RegisteredModels? = nil, tokens: TokenStore? = nil, logger: Logger,
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.repository = repository
    self.single = single
    self.registered = registered
    self.authentication = Authentication(tokens)
    drain = Drain(timeout: configuration.drainTimeout)
    bodies = BodyBudget(bytes: configuration.maximumTotalBodyBytes)
    batchBodies = BodyBudget(bytes: configuration.maximumTotalBodyBytes / 2)
    desk = FaultDesk(
      metrics: metrics, identities: RequestIdentities(),
      log: RequestLog(logger: logger, slowAfter: configuration.slowRequest))
    self.logger = logger
    self.onListening = onListening
  }

  /// Says from now on that the server is not ready, and closes each connection after its next answer.
  ///
  /// New connections are still accepted, until the service is shut down gracefully: whoever sends
  /// requests here has time to see it.
  public func beginDrain() { drain.begin() }

  /// How many connections were cut in the middle of an answer because the drain's time was over.
  public var cutConnections: Int { drain.cutConnections }

  /// Serves until the task is cancelled or the service group shuts down gracefully.
  public func run() async throws {
    do {
      try await serve()
    } catch is SocketAddressError.UnknownHost {
      throw ForecastServerError.unknownHost(configuration.host)
    } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
      throw ForecastServerError.unknownHost(configuration.host)
    } catch let error as IOError {
      throw ForecastServerError.cannotListen(
        host: configuration.host, port: configuration.port, code: error.errnoCode)
    }
  }

  private func serve() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      if let customers = repository.customers {
        group.addTask { await customers.run(every: configuration.listingInterval) }
      }
      group.addTask { await endWaits() }
      try await application.run()
      group.cancelAll()
    }
  }

  /// Lets go, time and again, of requests whose client the connection has told that it is too late.
  ///
  /// A timer of each request's own would stay in memory for as long as it may take.
  private func endWaits() async {
    let timeout = configuration.connections.requestTimeout
    // Whoever waits began to after the connection's own clock, which is to tell the client first.
    let longest = timeout + min(timeout, .seconds(1))
    while !Task.isCancelled {
      // Thrown only where the task is cancelled, which ends the loop.
      try? await Task.sleep(for: min(timeout, .seconds(1)))
      repository.endWaits(longerThan: longest)
      single?.endWaits(longerThan: longest)
      registered?.endWaits(longerThan: longest)
    }
  }

  var routes: RouteTable {
    let body = BodyLimit(maximumBytes: configuration.maximumBodyBytes, budgets: [bodies])
    let limits = InvocationLimits(
      body: body, defaultAccept: configuration.defaultAccept, forecasts: forecasts)
    let runtime = RuntimeRoutes(
      repository: repository, endpointName: configuration.endpointName, limits: limits)
    let container = InvocationRoutes(repository: repository, single: single, limits: limits)
    let models = registered.map { ModelRoutes(models: $0, limits: limits).routes } ?? []
    let batch = BatchRoute(
      repository: repository,
      body: BodyLimit(
        maximumBytes: configuration.maximumBatchBytes, budgets: [batchBodies, bodies]),
      forecasts: forecasts)
    let people =
      ForecastRoutes(
        repository: repository, version: configuration.version, forecasts: forecasts
      ).routes + [
        CustomerListRoute(customers: repository.customers).route, batch.route,
        OpenAPIRoute().route, metricsRoute.route,
      ]
    let actuals = configuration.actualsFolder.map { folder in
      ActualsRoutes(
        spool: ActualsSpool(folder: folder), host: configuration.host, body: body
      ).routes
    }
    return RouteTable(
      routes: people + runtime.routes + container.routes + models + (actuals ?? [])
        + HealthRoutes(repository: repository, drain: drain).routes)
  }

  private var metricsRoute: MetricsRoute {
    MetricsRoute(
      requests: metrics, forecasts: forecasts, models: modelMetrics, process: process,
      version: configuration.version)
  }

  private var modelMetrics: ModelMetrics {
    ModelMetrics(
      caches: { [repository, single, registered] in
        let used = [repository.statistics, single?.statistics, registered?.statistics]
        return used.compactMap(\.self)
      },
      capacityBytes: { [repository, registered] in
        // Where there is one model alone, it is all that its cache ever holds.
        [repository.statistics, registered?.statistics].compactMap(\.?.capacityBytes).reduce(0, +)
      },
      loadTimes: { [repository, single, registered] in
        [repository.loadTimes, single?.loadTimes, registered?.loadTimes].compactMap(\.self)
      },
      knownModels: { [repository] in repository.customers?.count },
      registeredModels: { [registered] in registered?.count })
  }

  private var application: some ApplicationProtocol {
    let routes = routes
    var desk = desk
    desk.errorForm = routes.errorForm
    return Application(
      router: routes.router(counting: desk, for: authentication, logger: logger),
      server: HTTPServerBuilder {
        [connections = configuration.connections, desk = desk, drain] responder in
        GuardedHTTP1Channel(connections, refusing: desk, responder) { [DrainHandler(drain)] }
      },
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "fleetcast",
        backlog: 1024,
        availableConnectionsDelegate: .maximum(
          configuration.connections.maximumConnections + Self.refusedConnections, logger: logger)),
      onServerRunning: { [onListening] channel in
        await onListening(channel.localAddress?.port ?? 0)
      },
      logger: frameworkLogger)
  }

  /// What the framework has to say at `info` of its start and end is said by whoever runs the server.
  private var frameworkLogger: Logger {
    var logger = logger
    if logger.logLevel == .info { logger.logLevel = .notice }
    return logger
  }
}
