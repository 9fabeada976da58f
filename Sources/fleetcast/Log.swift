import Logging

/// Loggers of the commands.
enum Log {
  /// To stderr, from `notice` up; errors only where the command is quiet.
  static func commands(quiet: Bool) -> Logger {
    var logger = Logger(label: "fleetcast") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = quiet ? .error : .notice
    return logger
  }
}
