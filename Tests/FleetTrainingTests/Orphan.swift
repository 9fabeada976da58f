import FileSystem
import Foundation
import Logging

/// A process that holds the workers' lock, as a worker does whose coordinator was killed.
struct Orphan {
  private let process = Process()
  private let input = Pipe()

  init(lock: String) throws {
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "exec 9>>'\(lock)'; flock --shared 9; echo held; read -r line"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    _ = output.fileHandleForReading.availableData
  }

  func end() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

/// Passes every message of a log on.
struct Listener: LogHandler {
  private let heard: AsyncStream<String>.Continuation
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.trace

  init(_ heard: AsyncStream<String>.Continuation) { self.heard = heard }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { heard.yield(event.message.description) }
}
