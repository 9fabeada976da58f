import Customers
public import FleetTraining
import SeriesIngest

/// Evaluates a fleet: worker processes side by side, results in the order of the customers' IDs.
///
/// A customer that kills or stalls its worker costs that customer alone. No more is kept than the results of
/// a few hundred customers that wait for an earlier one.
public struct FleetEvaluator: Sendable {
  private let settings: EvaluationSettings
  private let workers: Int
  private let command: WorkerCommand
  private let limits: RunLimits

  /// How far an evaluation has come.
  public struct Progress: Hashable, Sendable {
    /// Customers worked on, failed ones included.
    public var done = 0
    public var failed = 0
    public let total: Int
    /// Since the beginning.
    public var elapsed = Duration.zero
  }

  private static let chunkSize = 16
  /// Chunks a worker may be ahead of the slowest one.
  private static let lead = 32

  /// An evaluator that has done nothing yet.
  ///
  /// - Parameters:
  ///   - settings: Of every customer.
  ///   - workers: At least 1.
  ///   - command: Starts a worker: it calls `EvaluationWorkerLoop.run`.
  ///   - customerTimeout: The longest that one customer may take before its worker is killed; nil:
  ///     as long as in training.
  public init(
    _ settings: EvaluationSettings, workers: Int, command: WorkerCommand,
    customerTimeout: Duration? = nil
  ) {
    var limits = RunLimits()
    limits.customerTimeout = customerTimeout ?? limits.customerTimeout
    self.limits = limits
    self.settings = settings
    self.workers = workers
    self.command = command
  }

  /// Evaluates every customer of the data folder.
  ///
  /// - Parameters:
  ///   - interrupts: The first element ends the evaluation at once.
  ///   - progress: Called after every few customers.
  ///   - deliver: Gets every customer's result in the order of their IDs, then the files whose names
  ///     are no customer's.
  /// - Throws: `EvaluationError`, or what `deliver` throws; no worker is left then.
  public func run(
    interrupts: AsyncStream<Void>, progress: (Progress) -> Void,
    deliver: (CustomerEvaluation) throws -> Void
  ) async throws {
    let listing = try list()
    let total = listing.customers.count + listing.invalidNames.count
    var current = Progress(total: total)
    let start = ContinuousClock.now
    func take(_ evaluation: CustomerEvaluation) throws {
      current.done += 1
      if case .failed = evaluation.outcome { current.failed += 1 }
      try deliver(evaluation)
    }
    try await evaluate(listing.customers, interrupts) { results in
      for result in results { try take(result) }
      current.elapsed = ContinuousClock.now - start
      progress(current)
    }
    for name in listing.invalidNames {
      try take(
        CustomerEvaluation(
          customer: name.name, outcome: .failed(reason: name.reason, message: "\(name)")))
    }
  }

  private func list() throws(EvaluationError) -> DataFolderListing {
    do { return try DataFolder(path: settings.dataFolder).list() } catch {
      throw .dataFolder(error)
    }
  }

  private enum Incoming: Sendable {
    case event(worker: Int, EvaluationWorker.Event)
    case interrupt
  }

  private func evaluate(
    _ customers: CustomerList, _ interrupts: AsyncStream<Void>,
    deliver: ([CustomerEvaluation]) throws -> Void
  ) async throws {
    let chunks = (customers.count + Self.chunkSize - 1) / Self.chunkSize
    let workers = min(workers, max(chunks, 1))
    var order = ChunkOrder(chunks: chunks, workers: workers, window: workers * Self.lead)
    let (incoming, hear) = AsyncStream.makeStream(of: Incoming.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { for await _ in interrupts { hear.yield(.interrupt) } }
      let desks = (0..<workers).map { worker in
        let (chunks, desk) = AsyncStream.makeStream(of: OpenChunk.self)
        let own = EvaluationWorker(command: command, settings: settings, limits: limits) {
          hear.yield(.event(worker: worker, $0))
        }
        group.addTask { await own.run(chunks) }
        return desk
      }
      func assign() {
        for assignment in order.assignments() {
          desks[assignment.worker].yield(Self.chunk(assignment.chunk, of: customers))
        }
      }
      assign()
      var incoming = incoming.makeAsyncIterator()
      while !order.isComplete, let next = await incoming.next() {
        switch next {
        case .interrupt: throw EvaluationError.interrupted
        case .event(_, .keepsDying(let death, let words)):
          throw EvaluationError.workersKeepDying(last: "\(death)", lastWords: words)
        case .event(let worker, .done(let chunk)):
          let ready = order.finish(chunk, by: worker)
          assign()
          for chunk in ready { try deliver(chunk.results) }
        }
      }
      // Only a cancelled task ends the loop before everything is told.
      guard order.isComplete else { throw EvaluationError.interrupted }
    }
  }

  private static func chunk(_ number: Int, of customers: CustomerList) -> OpenChunk {
    let first = number * chunkSize
    let range = first..<min(first + chunkSize, customers.count)
    return OpenChunk(number: number, customers: range.map { customers[$0] })
  }
}
