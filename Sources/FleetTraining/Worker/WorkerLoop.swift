import FileSystem

/// A worker process from its first to its last instruction.
public enum WorkerLoop {
  /// Speaks the worker's side of the protocol over standard input and output, until the
  /// coordinator ends it or is gone.
  public static func run() -> Never {
    var pipes = Pipes { line throws(ProtocolError) in try CoordinatorMessage(line: line) }
    pipes.output.send(WorkerMessage.hello(version: WorkerMessage.version).line)
    do {
      try work(&pipes)
      Pipes.exit(0)
    } catch {
      pipes.output.send(WorkerMessage.failed("\(error)").line)
      Pipes.exit(1)
    }
  }

  private typealias Pipes = WorkerPipes<CoordinatorMessage>

  private static func work(_ pipes: inout Pipes) throws {
    let configuration = try configuration(&pipes)
    // Held to the process's end: the next coordinator waits for it before it cleans up.
    let lock = try FileLock.acquire(.shared, path: configuration.folders.lock)
    let output = pipes.output
    var session = try WorkerSession(configuration) { output.send($0.line) }
    while !session.hasEnded {
      while let message = try pipes.next(waiting: session.isIdle) { session.take(message) }
      try session.step()
    }
    _ = consume lock
  }

  private static func configuration(_ pipes: inout Pipes) throws -> WorkerConfiguration {
    guard case .configure(let configuration) = try pipes.next(waiting: true) else {
      throw ProtocolError.unconfigured
    }
    return configuration
  }
}
