import AccessTokens
import ForecastHTTP
import Logging
import ModelServing
import ServiceLifecycle
import Synchronization
import TestFolders

/// A server on a free loopback port while `body` runs; then it is shut down gracefully.
func withServer(
  on folder: TemporaryFolder, configuration: ForecastServerConfiguration = .init(),
  tokens: TokenStore? = nil,
  now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
  _ body: @escaping @Sendable (HTTPClient) async throws -> Void
) async throws {
  try await withServer(
    repository: ModelRepository(directory: folder.path, logger: silent, now: now),
    configuration: configuration, tokens: tokens, body)
}

/// The same with limits that `change` sets.
func withServer(
  on folder: TemporaryFolder, limits change: (inout ConnectionLimits) -> Void,
  _ body: @escaping @Sendable (HTTPClient) async throws -> Void
) async throws {
  var configuration = ForecastServerConfiguration()
  change(&configuration.connections)
  try await withServer(on: folder, configuration: configuration, body)
}

func withServer(
  repository: ModelRepository, single: ModelRepository? = nil,
  registered: RegisteredModels? = nil, configuration: ForecastServerConfiguration = .init(),
  tokens: TokenStore? = nil, logger: Logger = silent,
  _ body: @escaping @Sendable (HTTPClient) async throws -> Void
) async throws {
  try await withServer(
    repository: repository, single: single, registered: registered, configuration: configuration,
    tokens: tokens, logger: logger
  ) { client, _ in try await body(client) }
}

func withServer(
  repository: ModelRepository, single: ModelRepository? = nil,
  registered: RegisteredModels? = nil, configuration: ForecastServerConfiguration = .init(),
  tokens: TokenStore? = nil, logger: Logger = silent,
  _ body: @escaping @Sendable (HTTPClient, ForecastServer) async throws -> Void
) async throws {
  var configuration = configuration
  configuration.port = 0
  let (ports, listening) = AsyncStream.makeStream(of: Int.self)
  let server = ForecastServer(
    configuration: configuration, repository: repository, single: single,
    registered: registered, tokens: tokens, logger: logger
  ) { port in
    listening.yield(port)
  }
  let group = ServiceGroup(configuration: .init(services: [server], logger: silent))
  try await withThrowingTaskGroup { tasks in
    tasks.addTask {
      defer { listening.finish() }
      try await group.run()
    }
    var port = ports.makeAsyncIterator()
    if let port = await port.next() { try await body(HTTPClient(port: port), server) }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
  }
}

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A clock that moves when it is told to.
final class ManualClock: Sendable {
  private let time = Mutex(ContinuousClock.now)

  func read() -> ContinuousClock.Instant { time.withLock(\.self) }

  func advance(by duration: Duration) {
    time.withLock { $0 += duration }
  }
}
