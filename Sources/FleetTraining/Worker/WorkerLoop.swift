import FileSystem

/// A worker process from its first to its last instruction.
public enum WorkerLoop {
  /// Speaks the worker's side of the protocol over standard input and output, until the
  /// coordinator ends it or is gone.
  public static func run() -> Never {
    var pipes = WorkerPipes()
    pipes.output.send(.hello(version: WorkerMessage.version))
    do {
      try work(&pipes)
      WorkerPipes.exit(0)
    } catch {
      pipes.output.send(.failed("\(error)"))
      WorkerPipes.exit(1)
    }
  }

  private static func work(_ pipes: inout WorkerPipes) throws {
    let configuration = try configuration(&pipes)
    // Held to the process's end: the next coordinator waits for it before it cleans up.
    let lock = try FileLock.acquire(.shared, path: configuration.folders.lock)
    let output = pipes.output
    var session = try WorkerSession(configuration) { output.send($0) }
    while !session.hasEnded {
      while let message = try pipes.next(waiting: session.isIdle) { session.take(message) }
      try session.step()
    }
    _ = consume lock
  }

  private static func configuration(_ pipes: inout WorkerPipes) throws -> WorkerConfiguration {
    guard case .configure(let configuration) = try pipes.next(waiting: true) else {
      throw ProtocolError.unconfigured
    }
    return configuration
  }
}
