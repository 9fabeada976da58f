/// Decides what a run does next: events in, actions out, no clock and no files of its own.
///
/// Customers are places in `0..<n`. Each place gets exactly one outcome: reported by a worker, or
/// recorded as failed after two workers died over it. Times are the same monotonic clock's.
package struct RunStateMachine: Sendable {
  package enum Event: Hashable, Sendable {
    /// The worker has said hello.
    case ready(worker: Int)
    /// The worker has begun the customer it was sent as number `sequence`, counted from 0.
    case started(worker: Int, sequence: Int)
    /// The worker has no customer in hand, but files to put in place.
    case publishing(worker: Int)
    /// The next `count` customers the worker was sent have durable outcomes.
    case reported(worker: Int, count: Int, failed: Int)
    /// The worker holds more memory than it may.
    case overMemory(worker: Int, bytes: Int)
    /// The worker's output cannot be understood.
    case garbage(worker: Int, detail: String)
    /// The worker met something that concerns the whole fleet, such as a full disk.
    case fleetFailure(worker: Int, message: String)
    case exited(worker: Int, death: WorkerDeath)
    case pauseOver(worker: Int)
    /// Time has passed; what of it goes beyond a second since the last tick is charged to nobody.
    case tick
    case interrupt
    /// The time is nearly up that the run was given.
    case deadline
    /// Outcomes can no longer be recorded.
    case abort(String)
  }

  package enum Action: Hashable, Sendable {
    case spawn(worker: Int)
    /// Comes back as `pauseOver`.
    case pause(worker: Int, Duration)
    case send(worker: Int, places: [Int])
    /// Asks for the outcomes of all that was sent, without waiting for a full batch.
    case settle(worker: Int)
    /// Asks the worker to end after the customer in hand.
    case stop(worker: Int)
    /// Ends the worker's input; it has nothing left to do.
    case close(worker: Int)
    case kill(worker: Int)
    /// The outcomes just reported belong to these places, in this order.
    case record(places: [Int], attempt: Int)
    case recordDeath(place: Int, WorkerDeath)
    case finish(RunEnding)
  }

  let limits: RunLimits
  var plan: ShardPlan
  var slots: [WorkerSlot]
  /// A worker died over these; each is tried once more, alone, when nothing else is left.
  var suspects: [Int] = []
  var deathsInARow = 0
  var failures: Int
  var ending: RunEnding?
  var isFinished = false
  var lastTick = Duration.zero

  /// - Parameters:
  ///   - pending: The customers that have no outcome yet.
  ///   - order: In which they are dealt; empty where that is the order of their places.
  ///   - workers: At least 1.
  ///   - failures: Customers that failed before this run was resumed.
  ///   - limits: How patient to be.
  package init(
    pending: PlaceSet, order: [UInt32] = [], workers: Int, failures: Int = 0, limits: RunLimits
  ) {
    self.limits = limits
    self.failures = failures
    plan = ShardPlan(pending: pending, order: order, workers: workers)
    slots = Array(repeating: WorkerSlot(), count: workers)
  }

  /// Customers worked on whose outcomes are still to come: for a progress bar.
  package var unreported: Int { slots.reduce(0) { $0 + $1.finishedUnreported } }

  /// The first actions; call it once.
  package mutating func begin(at now: Duration) -> [Action] {
    lastTick = now
    var actions: [Action] = []
    for worker in slots.indices.prefix(plan.remaining) {
      actions.append(spawn(worker, at: now))
    }
    return actions + advance(at: now)
  }

  package mutating func handle(_ event: Event, at now: Duration) -> [Action] {
    guard !isFinished else { return handleAfterFinish(event) }
    let actions = react(to: event, at: now)
    return actions + advance(at: now)
  }

  /// The last outcome comes with the finish; where it cannot be recorded, that finish is not heard.
  private func handleAfterFinish(_ event: Event) -> [Action] {
    guard case .abort(let message) = event else { return [] }
    return [.finish(.fleetFailure(message))]
  }

  private mutating func react(to event: Event, at now: Duration) -> [Action] {
    switch event {
    case .ready(let worker): ready(worker)
    case .started(let worker, let sequence): started(worker, sequence: sequence, at: now)
    case .publishing(let worker): publishing(worker)
    case .reported(let worker, let count, let failed):
      reported(worker, count: count, failed: failed)
    case .overMemory(let worker, let bytes): condemn(worker, .overMemory(bytes: bytes))
    case .garbage(let worker, let detail): condemn(worker, .garbage(detail))
    case .fleetFailure(let worker, let message): fleetFailure(worker, message: message, at: now)
    case .exited(let worker, let death): exited(worker, death: death, at: now)
    case .pauseOver(let worker): pauseOver(worker, at: now)
    case .tick: tick(at: now)
    case .interrupt: stop(.interrupted, at: now)
    case .deadline: stop(.deadline, at: now)
    case .abort(let message): abort(message, at: now)
    }
  }
}
