import ForecastHTTP
import Glibc
import Logging
import ServiceLifecycle

/// Runs a server from its first word to its last.
struct ServerOperation {
  let logger: Logger
  private let format: LogFormat
  private let isQuiet: Bool
  private let drainDelay: Duration
  private let drainTimeout: Duration

  init(_ settings: Settings) throws(SettingsError) {
    isQuiet = try settings.value(Catalogue.quiet, default: false)
    format = try settings.value(Catalogue.logFormat, default: .text)
    logger = Log.server(
      format,
      level: try settings.value(Catalogue.logLevel, default: isQuiet ? .error : .notice))
    drainDelay = try settings.value(Catalogue.drainDelay, default: .zero)
    drainTimeout = try settings.value(
      Catalogue.drainTimeout, default: ForecastServerConfiguration().drainTimeout)
  }

  /// Tells a person in a sentence, a program in a line of the log.
  func announce(folder: String, address: String) {
    if format == .json {
      logger.notice("serving", metadata: ["artifacts": "\(folder)", "address": "\(address)"])
    } else if !isQuiet {
      StandardError.write("Serving \(folder) on \(address)")
    }
  }

  func warn(_ sentence: String) {
    if format == .json {
      logger.warning("\(sentence)")
    } else {
      StandardError.write("fleetcast: warning: \(sentence)")
    }
  }

  /// Serves until SIGTERM or SIGINT, and then what was begun; a second signal ends the process at once.
  func run(_ server: ForecastServer, beside others: [any Service]) async throws {
    let group = ServiceGroup(services: [server] + others, logger: logger)
    let signals = InterruptSignals {
      logger.notice("draining")
      server.beginDrain()
      // Not a child of the services: it goes on where one of them hangs.
      Task {
        await drain(group)
        logger.error("what was begun does not end; giving up")
        _exit(ExitStatus.done.rawValue)
      }
    }
    try await group.run()
    withExtendedLifetime(signals) {}
    if server.cutConnections > 0 {
      logger.warning(
        "connections were cut",
        metadata: ["connections": .stringConvertible(server.cutConnections)])
    }
    logger.notice("ended")
  }

  /// Ends the services; returns only if they have not ended long after they should have.
  private func drain(_ group: ServiceGroup) async {
    // Nobody cancels this task.
    try? await Task.sleep(for: drainDelay)
    await group.triggerGracefulShutdown()
    // The timeout ends every connection; this is for a request whose disk does not answer.
    try? await Task.sleep(for: drainTimeout + .seconds(2))
  }
}
