import Glibc
import Logging

/// Hands each event of the log over as one line.
struct LineLogHandler: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let format: LogFormat
  private let write: @Sendable ([UInt8]) -> Void

  init(
    logLevel: Logger.Level, format: LogFormat, write: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.logLevel = logLevel
    self.format = format
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var metadata = metadata
    // Whoever logs names what is wrong; this is for libraries that hand it over.
    if let error = event.error { metadata["error"] = "\(error)" }
    if let own = event.metadata { metadata.merge(own) { $1 } }
    let line = LogLine(
      milliseconds: Self.now, level: event.level, message: event.message.description,
      metadata: metadata)
    write(line.bytes(format))
  }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
