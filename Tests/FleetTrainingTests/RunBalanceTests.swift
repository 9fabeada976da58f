import FleetTraining
import Testing

/// Faultless workers in virtual time, to see how evenly the state machine deals.
private struct Timetable {
  var machine: RunStateMachine
  let cost: (Int) -> Duration
  /// From a worker's line to the coordinator's answer.
  let delay = Duration.milliseconds(2)
  private var workers: [Worker]
  private var isFinished = false

  private struct Worker {
    var queue: [Int] = []
    var done = 0
    var reported = 0
    /// When it says its next word; nil while it waits for work.
    var nextAt: Duration?
    var settles = false
    var isBusy = false
    var isGone = false
  }

  init(customers: Int, workers: Int, cost: @escaping (Int) -> Duration) {
    machine = RunStateMachine(
      pending: PlaceSet(capacity: customers, isFull: true), workers: workers,
      limits: RunLimits())
    self.cost = cost
    self.workers = Array(repeating: Worker(), count: workers)
  }

  /// When the last customer was done.
  mutating func run() -> Duration {
    var now = Duration.zero
    perform(machine.begin(at: now), at: now)
    for worker in workers.indices {
      perform(machine.handle(.ready(worker: worker), at: now), at: now)
    }
    while !isFinished,
      let next = workers.indices.filter({ workers[$0].nextAt != nil })
        .min(by: { (workers[$0].nextAt ?? .zero) < (workers[$1].nextAt ?? .zero) })
    {
      now = workers[next].nextAt ?? now
      step(next, at: now)
    }
    return now
  }

  private mutating func step(_ id: Int, at now: Duration) {
    if workers[id].isBusy {
      workers[id].isBusy = false
      workers[id].done += 1
    }
    if workers[id].done < workers[id].queue.count {
      let place = workers[id].queue[workers[id].done]
      workers[id].isBusy = true
      workers[id].nextAt = now + cost(place)
      let event = RunStateMachine.Event.started(worker: id, sequence: workers[id].done)
      perform(machine.handle(event, at: now), at: now)
    } else {
      workers[id].nextAt = nil
      report(id, at: now)
    }
  }

  private mutating func report(_ id: Int, at now: Duration) {
    let count = workers[id].done - workers[id].reported
    guard workers[id].settles, count > 0 else { return }
    workers[id].reported = workers[id].done
    perform(machine.handle(.publishing(worker: id), at: now), at: now)
    perform(machine.handle(.reported(worker: id, count: count, failed: 0), at: now), at: now)
  }

  private mutating func perform(_ actions: [RunStateMachine.Action], at now: Duration) {
    for action in actions {
      switch action {
      case .send(let worker, let places):
        workers[worker].queue += places
        workers[worker].settles = false
        if workers[worker].nextAt == nil { workers[worker].nextAt = now + delay }
      case .settle(let worker):
        workers[worker].settles = true
        if workers[worker].nextAt == nil { workers[worker].nextAt = now + delay }
      case .close(let worker):
        perform(machine.handle(.exited(worker: worker, death: .exit(code: 0)), at: now), at: now)
      case .finish: isFinished = true
      case .spawn, .pause, .stop, .kill, .record, .recordDeath: break
      }
    }
  }
}

private func overhead(customers: Int, workers: Int, cost: @escaping (Int) -> Duration) -> Double {
  var timetable = Timetable(customers: customers, workers: workers, cost: cost)
  let ideal = (0..<customers).reduce(.zero) { $0 + cost($1) } / workers
  return timetable.run() / ideal
}

@Test(arguments: [1, 2, 8])
func `equal customers keep every worker busy`(workers: Int) {
  let ratio = overhead(customers: 20_000, workers: workers) { _ in .microseconds(200) }

  // A worker waits at its start for the first customers, and at the end for the slowest.
  #expect(ratio < 1.05)
}

@Test(arguments: [2, 4, 8])
func `slow customers that all fall to one worker are shared by all`(workers: Int) {
  let ratio = overhead(customers: 20_000, workers: workers) { place in
    place % (workers * 50) == 0 ? .milliseconds(20) : .microseconds(200)
  }

  #expect(ratio < 1.15)
}

@Test func `slow customers at the end of the list are shared by all`() {
  let ratio = overhead(customers: 20_000, workers: 2) { place in
    place >= 19_800 ? .milliseconds(20) : .microseconds(200)
  }

  #expect(ratio < 1.15)
}

@Test func `a worker has work for as long as it should, though it is heard several times at once`()
{
  var machine = RunStateMachine(
    pending: PlaceSet(capacity: 100_000, isFull: true), workers: 1, limits: RunLimits())
  var (sent, begun, lyingReady) = (0, 0, 0)
  func count(_ actions: [RunStateMachine.Action]) {
    for case .send(_, let places) in actions { sent += places.count }
    lyingReady = max(lyingReady, sent - begun)
  }

  _ = machine.begin(at: .zero)
  count(machine.handle(.ready(worker: 0), at: .zero))
  for look in 1...500 {
    for _ in 0..<4 where begun < sent {
      begun += 1
      let event = RunStateMachine.Event.started(worker: 0, sequence: begun - 1)
      count(machine.handle(event, at: .milliseconds(2 * look)))
    }
  }

  // Half a millisecond a customer: 500 of them are the 250 ms of work that a worker should have.
  #expect((490...510).contains(lyingReady))
}
