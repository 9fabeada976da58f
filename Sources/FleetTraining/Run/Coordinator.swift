import Customers
import FileSystem
import Logging
import ModelRegistry

/// Carries out what the state machine decides: processes, pipes, the registry.
struct Coordinator {
  private let run: CoordinatedRun
  private let start = ContinuousClock.now
  private let incoming: AsyncStream<Incoming>
  private let hear: AsyncStream<Incoming>.Continuation

  private var machine: RunStateMachine
  private var lines: [AsyncStream<[UInt8]>.Continuation?]
  private var kills: [AsyncStream<Void>.Continuation?]
  private var processes: [Int32?]
  private var counts: RunCounts
  private var ending: RunEnding?
  private var registryError: RegistryError?
  /// Of the worker that ended last, from its standard error.
  private var lastWords = ""
  /// Of the last worker that ended before the run's own end was decided.
  private(set) var decisiveWords = ""
  /// The most memory that any worker was seen to have held.
  private(set) var workerPeakBytes = 0

  /// What the loop takes in, in the order it happened.
  private enum Incoming: Sendable {
    case report(worker: Int, WorkerProcess<WorkerMessage>.Report)
    case pauseOver(worker: Int)
    case tick(at: ContinuousClock.Instant)
    case interrupt
  }

  init(_ run: CoordinatedRun, machine: RunStateMachine, workers: Int) {
    self.run = run
    self.machine = machine
    counts = run.record.counts
    lines = Array(repeating: nil, count: workers)
    kills = Array(repeating: nil, count: workers)
    processes = Array(repeating: nil, count: workers)
    (incoming, hear) = AsyncStream.makeStream(of: Incoming.self)
  }

  /// Runs workers until every customer has an outcome or the run is stopped.
  ///
  /// - Parameters:
  ///   - interrupts: The first stops the run in good order, the second at once.
  ///   - progress: Called several times a second.
  /// - Returns: Why there is no more to do; no worker is left.
  /// - Throws: Where outcomes cannot be recorded; no worker is left then either.
  mutating func work(
    interrupts: AsyncStream<Void>, progress: @Sendable (RunProgress) -> Void
  ) async throws(RegistryError) -> RunEnding {
    await withTaskGroup(of: Void.self) { group in
      let hear = hear
      group.addTask { for await _ in interrupts { hear.yield(.interrupt) } }
      group.addTask { await Self.tick(hear) }
      await loop(in: &group, progress: progress)
      group.cancelAll()
    }
    if let registryError { throw registryError }
    // Without an ending the task itself was cancelled, and its workers with it.
    return ending ?? .interrupted
  }

  private static func tick(_ hear: AsyncStream<Incoming>.Continuation) async {
    while !Task.isCancelled {
      // Only cancellation ends this sleep early.
      try? await Task.sleep(for: .milliseconds(100))
      hear.yield(.tick(at: .now))
    }
  }

  private mutating func loop(
    in group: inout TaskGroup<Void>, progress: @Sendable (RunProgress) -> Void
  ) async {
    var meter = ProgressMeter(run: run.record)
    let isLate = run.isDeadlineNear
    await perform(
      isLate ? machine.handle(.deadline, at: .zero) : machine.begin(at: .zero), in: &group)
    for await item in incoming {
      await take(item, in: &group)
      if case .tick = item { progress(meter.reading(counts, machine, since: start)) }
      guard ending == nil else { break }
    }
    progress(meter.reading(counts, machine, since: start))
  }

  private mutating func take(_ item: Incoming, in group: inout TaskGroup<Void>) async {
    switch item {
    case .tick(let instant):
      processes.indices.forEach { notePeak(of: $0) }
      await watchMemory(in: &group)
      if run.isDeadlineNear, machine.ending == nil { await handle(.deadline, in: &group) }
      // One that had to wait says nothing: what workers have done since is still to be heard. The
      // next one shows the gap.
      guard now - (instant - start) < Self.latestTick else { break }
      await perform(machine.handle(.tick, at: instant - start), in: &group)
    case .interrupt: await handle(.interrupt, in: &group)
    case .pauseOver(let worker): await handle(.pauseOver(worker: worker), in: &group)
    case .report(let worker, .spawned(let process)): processes[worker] = process
    case .report(let worker, .garbage(let error)):
      await handle(.garbage(worker: worker, detail: error.description), in: &group)
    case .report(let worker, .exited(let death, let words)):
      bury(worker, death, lastWords: words)
      await handle(.exited(worker: worker, death: death), in: &group)
    case .report(let worker, .messages(let messages, let instant)):
      for (index, message) in messages.enumerated() {
        // Of customers begun one after the other the last one says it all.
        let next = index + 1 < messages.count ? messages[index + 1] : nil
        if case .started(let sequence) = message, next == .started(sequence: sequence + 1) {
          continue
        }
        await take(message, from: worker, at: instant, in: &group)
      }
    }
  }

  private mutating func take(
    _ message: WorkerMessage, from worker: Int, at instant: ContinuousClock.Instant,
    in group: inout TaskGroup<Void>
  ) async {
    switch message {
    case .hello(WorkerMessage.version): await handle(.ready(worker: worker), in: &group)
    case .hello(let version):
      let error = ProtocolError.otherVersion(found: version, expected: WorkerMessage.version)
      await handle(.garbage(worker: worker, detail: error.description), in: &group)
    case .started(let sequence):
      let event = RunStateMachine.Event.started(worker: worker, sequence: sequence)
      await perform(machine.handle(event, at: instant - start), in: &group)
    case .publishing: await handle(.publishing(worker: worker), in: &group)
    case .failed(let message):
      await handle(.fleetFailure(worker: worker, message: message), in: &group)
    case .outcomes(let results):
      let failed = results.count(where: \.isFailure)
      let event = RunStateMachine.Event.reported(
        worker: worker, count: results.count, failed: failed)
      await perform(machine.handle(event, at: now), results: results, in: &group)
    }
  }

  private mutating func notePeak(of worker: Int) {
    let peak = processes[worker].flatMap(ProcessMemory.peakBytes)
    workerPeakBytes = max(workerPeakBytes, peak ?? 0)
  }

  private mutating func watchMemory(in group: inout TaskGroup<Void>) async {
    guard let limit = run.settings.limits.workerMemoryBytes else { return }
    for worker in processes.indices {
      guard let process = processes[worker], let bytes = ProcessMemory.ownBytes(of: process),
        bytes > limit
      else { continue }
      await handle(.overMemory(worker: worker, bytes: bytes), in: &group)
    }
  }

  private static let latestTick = Duration.milliseconds(500)

  private var now: Duration { ContinuousClock.now - start }

  private mutating func handle(
    _ event: RunStateMachine.Event, in group: inout TaskGroup<Void>
  ) async {
    await perform(machine.handle(event, at: now), in: &group)
  }

  private mutating func perform(
    _ actions: [RunStateMachine.Action], results: [CustomerResult] = [],
    in group: inout TaskGroup<Void>
  ) async {
    var actions = actions[...]
    while let action = actions.popFirst() {
      do throws(RegistryError) {
        try await perform(action, results: results, in: &group)
      } catch {
        registryError = registryError ?? error
        actions = machine.handle(.abort("\(error)"), at: now)[...]
      }
    }
  }

  private mutating func perform(
    _ action: RunStateMachine.Action, results: [CustomerResult], in group: inout TaskGroup<Void>
  ) async throws(RegistryError) {
    switch action {
    case .spawn(let worker): spawn(worker, in: &group)
    case .pause(let worker, let duration): pause(worker, for: duration, in: &group)
    case .send(let worker, let places):
      send(places, to: worker)
    case .settle(let worker): lines[worker]?.yield(CoordinatorMessage.settle.line)
    case .stop(let worker): lines[worker]?.yield(CoordinatorMessage.stop.line)
    case .close(let worker):
      notePeak(of: worker)
      lines[worker]?.finish()
    case .kill(let worker): kills[worker]?.yield()
    case .record(let places, let attempt):
      try await record(
        zip(places, results).map { run.outcome($1, place: $0, attempt: attempt) },
        nights: zip(places, results).compactMap { run.night($1, place: $0) })
    case .recordDeath(let place, let death):
      try await record([run.outcome(death, place: place, lastWords: lastWords)])
    case .finish(let ending): self.ending = ending
    }
  }

  private func send(_ places: some Sequence<Int>, to worker: Int) {
    let drifted = places.filter(run.drifted.contains)
    if !drifted.isEmpty {
      lines[worker]?.yield(CoordinatorMessage.drifted(drifted.map { run.customers[$0] }).line)
    }
    lines[worker]?.yield(CoordinatorMessage.batch(places.map { run.customers[$0] }).line)
  }

  private mutating func record(
    _ outcomes: [RecordedOutcome], nights: [NightScores.Night] = []
  ) async throws(RegistryError) {
    let scores = try NightScores(run.writer.registry).recorded(nights)
    try await run.writer.record(outcomes, scores: scores, in: run.record.id)
    for recorded in outcomes { counts.add(recorded.outcome) }
  }

  private mutating func spawn(_ worker: Int, in group: inout TaskGroup<Void>) {
    let (orders, lines) = AsyncStream.makeStream(of: [UInt8].self)
    let (kill, kills) = AsyncStream.makeStream(of: Void.self)
    self.lines[worker] = lines
    self.kills[worker] = kills
    lines.yield(CoordinatorMessage.configure(run.configuration(ofWorker: worker)).line)
    let process = WorkerProcess(command: run.settings.worker) { line throws(ProtocolError) in
      try WorkerMessage(line: line)
    }
    let hear = hear
    group.addTask {
      await process.run(orders: orders, kill: kill) { hear.yield(.report(worker: worker, $0)) }
    }
  }

  private func pause(_ worker: Int, for duration: Duration, in group: inout TaskGroup<Void>) {
    let hear = hear
    group.addTask {
      // Cut short only by the end of the run, when nobody listens any more.
      try? await Task.sleep(for: duration)
      hear.yield(.pauseOver(worker: worker))
    }
  }

  /// Keeps what a dead worker said, and removes the temporary files it left.
  private mutating func bury(_ worker: Int, _ death: WorkerDeath, lastWords: String) {
    lines[worker]?.finish()
    kills[worker]?.finish()
    processes[worker] = nil
    self.lastWords = lastWords
    if machine.ending == nil { decisiveWords = lastWords }
    if death != .exit(code: 0) {
      run.logger.info(
        "a worker ended",
        metadata: ["worker": "\(worker)", "how": "\(death)", "said": "\(lastWords)"])
    }
    do {
      try DurabilityBatch.removeLeftovers(in: run.layout.temporary(ofWorker: worker))
    } catch {
      // They do no harm where they are, and the next run removes them.
      run.logger.notice("temporary files stay", metadata: ["why": "\(error)"])
    }
  }
}
