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

  private struct State: Sendable {
    var cache: Cache
    var continuations: [Cache.Waiter: CheckedContinuation<Answer, Never>] = [:]
    var lastWaiter: Cache.Waiter = 0
  }

  private let state: Mutex<State>
  private let reading: Reading
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
    let source = ArchiveSource(directory: directory)
    self.init(
      limits: limits, logger: logger, now: now,
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
    let source = ArchiveSource { _ in directory }
    self.init(
      limits: limits, logger: logger, now: { .now }, isFolderReadable: { true },
      reading: { source.outcome(of: $0) })
  }

  init(
    limits: ServingLimits, logger: Logger,
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    isFolderReadable: @escaping @Sendable () -> Bool, reading: @escaping Reading
  ) {
    self.isFolderReadable = isFolderReadable
    state = Mutex(State(cache: Cache(limits: limits)))
    self.reading = reading
    self.now = now
    self.logger = logger
  }

  /// The model of `customer`, from memory or from its archive.
  ///
  /// - Parameter customer: Whose model is asked for.
  /// - Returns: A lease: the model stays valid while it is referred to.
  /// - Throws: `cancelled` where the task is cancelled while it waits; the read goes on for others.
  public func model(of customer: CustomerID) async throws(ServingError) -> ServedModel {
    let time = now()
    if let model = state.withLock({ $0.cache.resident(customer, now: time) }) { return model }
    return try await read(customer).get()
  }

  /// Drops all that is known of a customer; the next request reads the archive.
  func forget(_ customer: CustomerID) {
    // Freed here, when the lock is open again.
    let released = state.withLock { $0.cache.forget(customer) }
    withExtendedLifetime(released) {}
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
    state.withLock { $0.cache.statistics }
  }

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
      let continuation = state.withLock { state in
        state.cache.cancel(waiter, of: customer)
        return state.continuations.removeValue(forKey: waiter)
      }
      continuation?.resume(returning: .failure(.cancelled))
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
      if case .wait = answer { state.continuations[waiter] = continuation }
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

  private func finish(
    _ read: Cache.Read, _ outcome: Cache.Outcome, _ started: ContinuousClock.Instant
  ) {
    let (completion, continuations) = state.withLock { state in
      let completion = state.cache.finished(read, outcome, started: started)
      return (
        completion, completion.waiters.compactMap { state.continuations.removeValue(forKey: $0) }
      )
    }
    for next in completion.starting { start(next) }
    guard let result = completion.result else { return }
    for continuation in continuations { continuation.resume(returning: result) }
  }

  private func report(_ outcome: Cache.Outcome, of customer: CustomerID) {
    guard case .failed(let error, _) = outcome else { return }
    logger.warning(
      "archive cannot be read",
      metadata: [
        "customer": "\(customer)", "reason": "\(error.reason)", "error": "\(error)",
      ])
  }
}
