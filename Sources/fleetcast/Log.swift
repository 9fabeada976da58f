import Logging

/// Loggers of the commands.
enum Log {
  /// To stderr, from `notice` up; errors only where the command is quiet.
  static func commands(quiet: Bool) -> Logger {
    var logger = Logger(label: "fleetcast") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = quiet ? .error : .notice
    return logger
  }

  /// To stderr, a line each, in a form that programs read too.
  static func server(_ format: LogFormat, level: Logger.Level) -> Logger {
    Logger(label: "fleetcast") { _ in
      LineLogHandler(logLevel: level, format: format) { StandardError.write(bytes: $0) }
    }
  }
}
