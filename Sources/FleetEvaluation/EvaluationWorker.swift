import FleetTraining

/// Works off chunks with a worker process, which is replaced when it dies.
struct EvaluationWorker: Sendable {
  let command: WorkerCommand
  let settings: EvaluationSettings
  let limits: RunLimits
  /// Told what is done, in the order in which the chunks came.
  let tell: @Sendable (Event) -> Void

  enum Event: Sendable {
    case done(OpenChunk)
    /// Process after process died without a result.
    case keepsDying(WorkerDeath, lastWords: String)
  }

  private typealias Process = WorkerProcess<WorkerAnswer>
  private typealias Chunks = AsyncStream<OpenChunk>.Iterator

  private enum Incoming: Sendable {
    case report(Process.Report)
    case tick
  }

  /// Works until there are no more chunks.
  func run(_ chunks: AsyncStream<OpenChunk>) async {
    var chunks = chunks.makeAsyncIterator()
    guard let first = await chunks.next(isolation: #isolation) else { return }
    var watch = WorkerWatch(first, limits: limits, at: .now)
    while !Task.isCancelled {
      if watch.chunk.isDone {
        guard await takeNext(of: &chunks, &watch) else { return }
      }
      guard await work(&watch, &chunks) else { return }
      // Cancelled, the loop ends.
      try? await Task.sleep(for: limits.pause(afterDeathsInARow: watch.deathsInARow))
    }
  }

  /// Lets one process work until it is dead: false where there are no more chunks.
  private func work(_ watch: inout WorkerWatch, _ chunks: inout Chunks) async -> Bool {
    let (orders, lines) = AsyncStream.makeStream(of: [UInt8].self)
    let (kill, kills) = AsyncStream.makeStream(of: Void.self)
    let (incoming, hear) = AsyncStream.makeStream(of: Incoming.self)
    let process = Process(command: command) { line throws(ProtocolError) in
      try WorkerAnswer(line: line)
    }
    async let end: Void = process.run(orders: orders, kill: kill) { hear.yield(.report($0)) }
    // Cancelled where this function ends.
    async let _: Void = Self.everySecond { hear.yield(.tick) }
    lines.yield(WorkerOrder.configure(settings).line)
    lines.yield(WorkerOrder.customers(watch.chunk.remaining).line)
    watch.hand(watch.chunk, at: .now)
    var hasWork = true
    for await event in incoming {
      take(event, &watch)
      if case .report(.exited) = event { break }
      if watch.verdict != nil {
        kills.yield()
        kills.finish()
      } else if watch.chunk.isDone {
        hasWork = await takeNext(of: &chunks, &watch)
        guard hasWork else { break }
        lines.yield(WorkerOrder.customers(watch.chunk.remaining).line)
      }
    }
    lines.finish()
    kills.finish()
    await end
    return hasWork
  }

  private func take(_ event: Incoming, _ watch: inout WorkerWatch) {
    switch event {
    case .tick: watch.tick(at: .now)
    case .report(.spawned): break
    case .report(.messages(let answers, _)):
      for answer in answers { watch.take(answer, at: .now) }
    case .report(.garbage(let error)): watch.condemn(.garbage("\(error)"))
    case .report(.exited(let death, let lastWords)):
      if let cause = watch.exited(death, lastWords: lastWords) {
        tell(.keepsDying(cause, lastWords: lastWords))
      }
    }
  }

  /// Tells that a chunk is done and waits for the next: false where there is none.
  private func takeNext(of chunks: inout Chunks, _ watch: inout WorkerWatch) async -> Bool {
    tell(.done(watch.chunk))
    guard let next = await chunks.next(isolation: #isolation) else { return false }
    watch.hand(next, at: .now)
    return true
  }

  private static func everySecond(_ tick: @Sendable () -> Void) async {
    // Cancelled, it ends.
    while (try? await Task.sleep(for: .seconds(1))) != nil { tick() }
  }
}
