import FleetTraining

/// Works off chunks with a worker process, which is replaced when it dies.
struct EvaluationWorker: Sendable {
  let command: WorkerCommand
  let settings: EvaluationSettings
  /// Told what is done, in the order in which the chunks came.
  let tell: @Sendable (Event) -> Void

  enum Event: Sendable {
    case done(OpenChunk)
    /// Process after process died without a result.
    case keepsDying(WorkerDeath, lastWords: String)
  }

  private typealias Process = WorkerProcess<CustomerEvaluation>

  /// Processes that may die in a row without a result, of which two go with a customer that kills.
  private static let mostDeathsInARow = 10

  /// Works until there are no more chunks.
  func run(_ chunks: AsyncStream<OpenChunk>) async {
    var chunks = chunks.makeAsyncIterator()
    var chunk = await chunks.next(isolation: #isolation)
    var deaths = 0
    while let open = chunk, !Task.isCancelled {
      guard let interrupted = await work(on: open, &chunks, &deaths) else { return }
      chunk = interrupted
      guard interrupted.isDone else { continue }
      tell(.done(interrupted))
      chunk = await chunks.next(isolation: #isolation)
    }
  }

  /// Lets one process work: the chunk it died on, or nil where there are no more.
  private func work(
    on first: OpenChunk, _ chunks: inout AsyncStream<OpenChunk>.Iterator, _ deaths: inout Int
  ) async -> OpenChunk? {
    let (orders, lines) = AsyncStream.makeStream(of: [UInt8].self)
    let (kill, kills) = AsyncStream.makeStream(of: Void.self)
    let (reports, hear) = AsyncStream.makeStream(of: Process.Report.self)
    let process = Process(command: command) { line throws(ProtocolError) in
      try WorkerLine.read(CustomerEvaluation.self, from: line)
    }
    async let end: Void = process.run(orders: orders, kill: kill) { hear.yield($0) }
    var chunk: OpenChunk? = first
    lines.yield(WorkerOrder.configure(settings).line)
    lines.yield(WorkerOrder.customers(first.remaining).line)
    for await report in reports {
      switch report {
      case .spawned: break
      case .messages(let results, _):
        for result in results where chunk?.take(result) == false { kills.yield() }
        deaths = 0
        guard let done = chunk, done.isDone else { continue }
        tell(.done(done))
        chunk = await chunks.next(isolation: #isolation)
        if let chunk { lines.yield(WorkerOrder.customers(chunk.remaining).line) }
      case .garbage: kills.yield()
      case .exited(let death, let lastWords):
        deaths += 1
        chunk?.workerDied(death, lastWords: lastWords)
        if deaths > Self.mostDeathsInARow { tell(.keepsDying(death, lastWords: lastWords)) }
        hear.finish()
      }
      if chunk == nil { lines.finish() }
    }
    lines.finish()
    kills.finish()
    await end
    return chunk
  }
}
