public import Customers
import Dispatch
import Forecasting
public import Logging
import ModelArtifacts
import Synchronization

/// The models of an artifacts folder, each read when it is first asked for.
///
/// Nothing is read at the start. A model stays in memory within `ServingLimits.cacheBytes`; a
/// replaced archive is served once `ServingLimits.freshness` has passed, and the old model until the
/// new one is ready. Archives are read on threads of their own, so that a slow disk holds up only
/// those who wait for it.
public final class ModelRepository: Sendable {
  typealias Cache = ModelCache<ServedModel>
  typealias Reading = @Sendable (Cache.Read) -> Cache.Outcome
  private typealias Answer = Result<ServedModel, ServingError>

  /// A caller that waits, and since when.
  private struct Caller: Sendable {
    let customer: CustomerID
    let continuation: CheckedContinuation<Answer, Never>
    let asked: ContinuousClock.Instant
  }

  private struct State: Sendable {
    var cache: Cache
    var callers: [Cache.Waiter: Caller] = [:]
    var lastWaiter: Cache.Waiter = 0
    var reported = ReportedFailures()
    var trim = HeapTrim()

    mutating func isTrimDue() -> Bool { trim.isDue(residentBytes: cache.residents.totalSize) }
  }

  /// Who has an archive here; nobody of repositories that are no folder of archives.
  public let customers: CustomerListing?
  private let state: Mutex<State>
  private let reading: Reading
  private let stopwatch: LoadStopwatch
  private let isFolderReadable: @Sendable () -> Bool
  private let now: @Sendable () -> ContinuousClock.Instant
  private let threads = DispatchQueue(label: "fleetcast.archives", attributes: .concurrent)
  private let logger: Logger

  /// A repository that reads `<customer>.tar.gz` in `directory`.
  ///
  /// - Parameters:
  ///   - directory: The artifacts folder; it need not exist yet.
  ///   - limits: How much to hold, and how fresh it must be.
  ///   - logger: Hears of archives that cannot be read.
  ///   - now: The clock.
  public convenience init(
    directory: String, limits: ServingLimits = ServingLimits(), logger: Logger,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    let stopwatch = LoadStopwatch()
    let source = ArchiveSource(directory: directory, stopwatch: stopwatch)
    self.init(
      limits: limits, logger: logger, now: now, stopwatch: stopwatch,
      customers: CustomerListing(directory: directory, logger: logger),
      isFolderReadable: { ArchiveSource.isReadable(directory) },
      reading: { source.outcome(of: $0) })
  }

  /// A repository of the one model that stands in `directory` unpacked, under whatever name.
  ///
  /// - Parameters:
  ///   - directory: Holds `manifest.json` and `model.json`; it need not exist yet.
  ///   - limits: How much to hold, and how fresh it must be.
  ///   - logger: Hears of a model that cannot be read.
  public convenience init(
    unpackedIn directory: String, limits: ServingLimits = ServingLimits(), logger: Logger
  ) {
    let stopwatch = LoadStopwatch()
    let source = ArchiveSource(stopwatch: stopwatch) { _ in directory }
    self.init(
      limits: limits, logger: logger, now: { .now }, stopwatch: stopwatch,
      isFolderReadable: { true },
      reading: { source.outcome(of: $0) })
  }

  init(
    limits: ServingLimits, logger: Logger,
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    stopwatch: LoadStopwatch = LoadStopwatch(), customers: CustomerListing? = nil,
    isFolderReadable: @escaping @Sendable () -> Bool,
    reading: @escaping Reading
  ) {
    self.customers = customers
    self.isFolderReadable = isFolderReadable
    state = Mutex(State(cache: Cache(limits: limits)))
    self.reading = reading
    self.stopwatch = stopwatch
    self.now = now
    self.logger = logger
  }

  /// The model of `customer`, from memory or from its archive.
  ///
  /// - Parameter customer: Whose model is asked for.
  /// - Returns: A lease: the model stays valid while it is referred to.
  /// - Throws: `cancelled` where the task is cancelled while it waits, or `endWaits` ends that; the read
  ///   goes on for others.
  public func model(of customer: CustomerID) async throws(ServingError) -> ServedModel {
    if let model = resident(customer) { return model }
    return try await read(customer).get()
  }

  /// The model of `customer` where it can be answered at once; a lease.
  public func resident(_ customer: CustomerID) -> ServedModel? {
    let time = now()
    return state.withLock { $0.cache.resident(customer, now: time) }
  }

  /// Ends the waits of those who have waited so long, which get `cancelled`; the reads go on for others.
  public func endWaits(longerThan longest: Duration) {
    let oldest = now().advanced(by: .zero - longest)
    let ended = state.withLock { state in
      let ended = state.callers.filter { $0.value.asked <= oldest }
      for (waiter, caller) in ended {
        state.cache.cancel(waiter, of: caller.customer)
        state.callers[waiter] = nil
      }
      return ended.values
    }
    for caller in ended { caller.continuation.resume(returning: .failure(.cancelled)) }
  }

  /// Drops all that is known of a customer; the next request reads the archive.
  func forget(_ customer: CustomerID) {
    var (released, isTrimDue) = state.withLock { state in
      ([state.cache.forget(customer)].compactMap(\.self), state.isTrimDue())
    }
    // Freed behind the lock, and before the memory is given back.
    free(&released)
    if isTrimDue { threads.async { HeapTrim.giveBack() } }
  }

  /// Whether the artifacts folder is there and can be looked into now.
  public var isReadable: Bool {
    get async {
      await withCheckedContinuation { continuation in
        threads.async { [isFolderReadable] in
          continuation.resume(returning: isFolderReadable())
        }
      }
    }
  }

  public var statistics: CacheStatistics {
    let time = now()
    return state.withLock { $0.cache.statistics(now: time) }
  }

  public var loadTimes: LoadTimes { stopwatch.times }

  private func read(_ customer: CustomerID) async -> Answer {
    let waiter = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        ask(for: customer, as: waiter, continuation)
      }
    } onCancel: {
      let caller = state.withLock { state in
        state.cache.cancel(waiter, of: customer)
        return state.callers.removeValue(forKey: waiter)
      }
      caller?.continuation.resume(returning: .failure(.cancelled))
    }
  }

  private func ask(
    for customer: CustomerID, as waiter: Cache.Waiter,
    _ continuation: CheckedContinuation<Answer, Never>
  ) {
    let time = now()
    let answer = state.withLock { state -> Cache.Answer in
      // The cancellation handler may have run before there was anything to cancel.
      if Task.isCancelled { return .ready(.failure(.cancelled)) }
      let answer = state.cache.request(customer, waiter: waiter, now: time)
      if case .wait = answer {
        state.callers[waiter] = Caller(
          customer: customer, continuation: continuation, asked: time)
      }
      return answer
    }
    switch answer {
    case .ready(let result): continuation.resume(returning: result)
    case .wait(let read): if let read { start(read) }
    }
  }

  private func start(_ read: Cache.Read) {
    threads.async { [self] in
      let started = now()
      let outcome = reading(read)
      report(outcome, of: read.customer)
      finish(read, outcome, started)
    }
  }

  private func free(_ models: inout [ServedModel]) {
    while !models.isEmpty {
      let start = ContinuousClock.now
      models.removeLast()
      stopwatch.add(start.duration(to: .now), to: \.unloads)
    }
  }

  private func finish(
    _ read: Cache.Read, _ outcome: Cache.Outcome, _ started: ContinuousClock.Instant
  ) {
    var (completion, callers, isTrimDue) = state.withLock { state in
      let completion = state.cache.finished(read, outcome, started: started)
      let callers = completion.waiters.compactMap { state.callers.removeValue(forKey: $0) }
      return (completion, callers, state.isTrimDue())
    }
    for next in completion.starting { start(next) }
    if let result = completion.result { wake(callers, with: result) }
    // Behind the lock, when nobody waits any more, and before memory is given back.
    free(&completion.released)
    if isTrimDue { threads.async { HeapTrim.giveBack() } }
  }

  private func wake(_ callers: [Caller], with result: Answer) {
    let time = now()
    for caller in callers {
      stopwatch.add(caller.asked.duration(to: time), to: \.waits)
      caller.continuation.resume(returning: result)
    }
  }

  private func report(_ outcome: Cache.Outcome, of customer: CustomerID) {
    guard case .failed(let error, _) = outcome else { return }
    let time = now()
    guard state.withLock({ $0.reported.isNews(error, of: customer, now: time) }) else { return }
    logger.warning(
      "archive cannot be read",
      metadata: [
        "customer": "\(customer)", "reason": "\(error.reason)", "error": "\(error)",
      ])
  }
}
