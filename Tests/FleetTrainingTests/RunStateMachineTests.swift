import FleetTraining
import Testing

private typealias Action = RunStateMachine.Action

private func machine(
  customers: Int, workers: Int, failures: Int = 0,
  limits change: (inout RunLimits) -> Void = { _ in }
) -> RunStateMachine {
  var limits = RunLimits()
  change(&limits)
  return RunStateMachine(
    pending: PlaceSet(capacity: customers, isFull: true), workers: workers, failures: failures,
    limits: limits)
}

private let crash = WorkerDeath.signal(11)

extension RunStateMachine {
  /// Handles events that come at the same moment.
  fileprivate mutating func handle(_ events: [Event], at now: Duration = .zero) -> [Action] {
    events.flatMap { handle($0, at: now) }
  }

  /// Time passes as it does while the run is not held up: a tick every 100 ms.
  fileprivate mutating func tick(from start: Duration, to end: Duration) -> [Action] {
    var actions: [Action] = []
    var now = start
    while now <= end {
      actions += handle(.tick, at: now)
      now += .milliseconds(100)
    }
    return actions
  }
}

@Test func `a run without customers is finished at once`() {
  var machine = machine(customers: 0, workers: 4)

  #expect(machine.begin(at: .zero) == [.finish(.completed)])
}

@Test func `no more workers are started than there are customers`() {
  var machine = machine(customers: 2, workers: 4)

  #expect(machine.begin(at: .zero) == [.spawn(worker: 0), .spawn(worker: 1)])
}

@Test func `one customer goes through a worker and ends the run`() {
  var machine = machine(customers: 1, workers: 1)

  #expect(machine.begin(at: .zero) == [.spawn(worker: 0)])
  #expect(machine.handle([.ready(worker: 0)]) == [.send(worker: 0, places: [0])])
  #expect(machine.handle([.started(worker: 0, sequence: 0)]) == [.settle(worker: 0)])
  #expect(machine.handle([.publishing(worker: 0)]) == [])
  #expect(
    machine.handle([.reported(worker: 0, count: 1, failed: 0)]) == [
      .record(places: [0], attempt: 1), .close(worker: 0),
    ])
  #expect(
    machine.handle([.exited(worker: 0, death: .exit(code: 0))]) == [.finish(.completed)])
}

@Test func `a crash is charged to the customer in hand, the others go on, it is tried last`() {
  var machine = machine(customers: 3, workers: 1)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0)])
  _ = machine.handle([.started(worker: 0, sequence: 0), .started(worker: 0, sequence: 1)])

  let replaced = machine.handle([.exited(worker: 0, death: crash)])
  #expect(replaced == [.pause(worker: 0, RunLimits().firstPause)])
  #expect(machine.handle([.pauseOver(worker: 0)]) == [.spawn(worker: 0)])
  let first = machine.handle([.ready(worker: 0)])
  #expect(first == [.send(worker: 0, places: [2]), .settle(worker: 0)])
  let second = machine.handle([.started(worker: 0, sequence: 0)])
  #expect(second == [.send(worker: 0, places: [0])])
  _ = machine.handle([.started(worker: 0, sequence: 1), .publishing(worker: 0)])
  let last = machine.handle([.reported(worker: 0, count: 2, failed: 0)])
  #expect(
    last == [
      .record(places: [2, 0], attempt: 1), .send(worker: 0, places: [1]), .settle(worker: 0),
    ])

  let retried = machine.handle([
    .started(worker: 0, sequence: 2), .publishing(worker: 0),
    .reported(worker: 0, count: 1, failed: 0),
  ])
  #expect(retried == [.record(places: [1], attempt: 2), .close(worker: 0)])
}

@Test func `a customer that kills two workers has failed`() {
  var machine = machine(customers: 1, workers: 1)
  _ = machine.begin(at: .zero)
  _ = machine.handle([
    .ready(worker: 0), .started(worker: 0, sequence: 0), .exited(worker: 0, death: crash),
    .pauseOver(worker: 0), .ready(worker: 0), .started(worker: 0, sequence: 0),
  ])

  let actions = machine.handle([.exited(worker: 0, death: crash)])

  #expect(actions == [.recordDeath(place: 0, crash), .finish(.completed)])
}

@Test func `a customer that takes too long costs its worker`() {
  var machine = machine(customers: 1, workers: 1) { $0.customerTimeout = .seconds(60) }
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0)], at: .seconds(10))

  #expect(machine.tick(from: .zero, to: .milliseconds(69_900)) == [])
  #expect(machine.handle([.tick], at: .seconds(70)) == [.kill(worker: 0)])
  #expect(machine.handle([.tick], at: .seconds(71)) == [])
  let actions = machine.handle([.exited(worker: 0, death: .signal(9))])
  #expect(actions == [.pause(worker: 0, RunLimits().firstPause)])
}

@Test func `putting files in place is not held against the customer before`() {
  var machine = machine(customers: 1, workers: 1) { $0.customerTimeout = .seconds(60) }
  _ = machine.begin(at: .zero)
  _ = machine.handle([
    .ready(worker: 0), .started(worker: 0, sequence: 0), .publishing(worker: 0),
  ])

  #expect(machine.tick(from: .zero, to: .seconds(600)) == [])
}

@Test func `time in which the run itself stood still is charged to nobody`() {
  var machine = machine(customers: 3, workers: 3) {
    $0.customerTimeout = .seconds(60)
    $0.startTimeout = .seconds(60)
    $0.grace = .seconds(60)
  }
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0)])
  _ = machine.tick(from: .zero, to: .seconds(10))

  #expect(machine.handle([.tick], at: .seconds(3_610)) == [])
  // Eleven seconds are gone: the ten before, and the one that a tick may always be late.
  #expect(machine.tick(from: .seconds(3_610), to: .milliseconds(3_658_900)) == [])
  let late = machine.handle([.tick], at: .seconds(3_659))
  #expect(late == [.kill(worker: 0), .kill(worker: 1), .kill(worker: 2)])
}

@Test func `a stop that stood still still gives its workers their time`() {
  var machine = machine(customers: 1, workers: 1) { $0.grace = .seconds(2) }
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0), .interrupt])

  #expect(machine.handle([.tick], at: .seconds(100)) == [])
  #expect(machine.handle([.tick], at: .seconds(101)) == [.kill(worker: 0)])
}

@Test func `what began after the run stood still has its whole time`() {
  var machine = machine(customers: 1, workers: 1) { $0.customerTimeout = .seconds(60) }
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0)])
  _ = machine.handle([.started(worker: 0, sequence: 0)], at: .seconds(100))

  #expect(machine.handle([.tick], at: .seconds(100)) == [])
  #expect(machine.tick(from: .seconds(100), to: .milliseconds(159_900)) == [])
  #expect(machine.handle([.tick], at: .seconds(160)) == [.kill(worker: 0)])
}

@Test func `a worker that never says hello is replaced`() {
  var machine = machine(customers: 1, workers: 1) { $0.startTimeout = .seconds(30) }
  _ = machine.begin(at: .zero)

  #expect(machine.tick(from: .zero, to: .milliseconds(29_900)) == [])
  #expect(machine.handle([.tick], at: .seconds(30)) == [.kill(worker: 0)])
  let actions = machine.handle([.exited(worker: 0, death: .signal(9))])
  #expect(actions == [.pause(worker: 0, RunLimits().firstPause)])
}

@Test func `pauses grow, and five deaths in a row end the run`() {
  var machine = machine(customers: 20, workers: 1) { $0.firstPause = .milliseconds(100) }
  _ = machine.begin(at: .zero)

  var pauses: [Duration] = []
  var ending: RunEnding?
  for _ in 0..<5 {
    let actions = machine.handle([
      .ready(worker: 0), .started(worker: 0, sequence: 0), .exited(worker: 0, death: crash),
    ])
    for action in actions {
      if case .pause(_, let pause) = action { pauses.append(pause) }
      if case .finish(let reason) = action { ending = reason }
    }
    _ = machine.handle([.pauseOver(worker: 0)])
  }

  #expect(pauses == [100, 300, 900, 2_700].map { .milliseconds($0) })
  #expect(ending == .workersKeepDying(crash))
}

@Test func `a customer done sets the count of deaths back`() {
  var machine = machine(customers: 200, workers: 1)
  _ = machine.begin(at: .zero)

  for _ in 0..<20 {
    let actions = machine.handle([
      .ready(worker: 0), .started(worker: 0, sequence: 0), .started(worker: 0, sequence: 1),
      .reported(worker: 0, count: 1, failed: 0), .exited(worker: 0, death: crash),
      .pauseOver(worker: 0),
    ])
    #expect(actions.last == .spawn(worker: 0))
  }
}

@Test(arguments: [
  RunStateMachine.Event.started(worker: 0, sequence: 1), .ready(worker: 0),
  .reported(worker: 0, count: 2, failed: 0), .garbage(worker: 0, detail: "x"),
  .overMemory(worker: 0, bytes: 1),
])
func `a worker that is not in order is killed`(event: RunStateMachine.Event) {
  var machine = machine(customers: 1, workers: 1)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0)])

  #expect(machine.handle([event]) == [.kill(worker: 0)])
  #expect(machine.handle([.reported(worker: 0, count: 1, failed: 0)]) == [])
}

@Test func `an interrupt lets workers finish the customer in hand and records it`() {
  var machine = machine(customers: 100, workers: 2)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0)])

  #expect(machine.handle([.interrupt]) == [.stop(worker: 0), .close(worker: 1)])
  let last = machine.handle([.reported(worker: 0, count: 1, failed: 0)])
  #expect(last == [.record(places: [0], attempt: 1)])
  #expect(machine.handle([.exited(worker: 1, death: .exit(code: 0))]) == [])
  let actions = machine.handle([.exited(worker: 0, death: .exit(code: 0))])
  #expect(actions == [.finish(.interrupted)])
}

@Test func `workers that do not end in time after an interrupt are killed`() {
  var machine = machine(customers: 100, workers: 1) { $0.grace = .seconds(1) }
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0), .interrupt])

  #expect(machine.handle([.tick], at: .milliseconds(999)) == [])
  #expect(machine.handle([.tick], at: .seconds(1)) == [.kill(worker: 0)])
  let actions = machine.handle([.exited(worker: 0, death: .signal(9))])
  #expect(actions == [.finish(.interrupted)])
}

@Test(arguments: [(1, RunEnding.completed), (2, .deadline)])
func `a deadline ends the run in good order, unless nobody is left`(
  customers: Int, ending: RunEnding
) {
  var machine = machine(customers: customers, workers: 1)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0)])

  let stopped = machine.handle([.deadline])
  let recorded = machine.handle([.reported(worker: 0, count: 1, failed: 0)])
  let ended = machine.handle([.exited(worker: 0, death: .exit(code: 0))])

  #expect(stopped == [.stop(worker: 0)])
  #expect(recorded == [.record(places: [0], attempt: 1)])
  #expect(ended == [.finish(ending)])
}

@Test func `a deadline that is over before the run begins starts nobody`() {
  var machine = machine(customers: 2, workers: 2)

  #expect(machine.handle([.deadline]) == [.finish(.deadline)])
}

@Test func `a second interrupt waits for nothing`() {
  var machine = machine(customers: 100, workers: 1)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 0), .interrupt])

  #expect(machine.handle([.interrupt]) == [.kill(worker: 0)])
}

@Test func `an interrupt during a pause ends the run`() {
  var machine = machine(customers: 5, workers: 1)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .exited(worker: 0, death: crash)])

  #expect(machine.handle([.interrupt]) == [.finish(.interrupted)])
  #expect(machine.handle([.pauseOver(worker: 0)]) == [])
}

@Test func `too many failures end the run after what is in hand`() {
  var machine = machine(customers: 100, workers: 1, failures: 2) { $0.maximumFailures = 3 }
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .started(worker: 0, sequence: 3)])

  #expect(
    machine.handle([.reported(worker: 0, count: 1, failed: 1)]) == [
      .record(places: [0], attempt: 1)
    ])
  #expect(
    machine.handle([.reported(worker: 0, count: 1, failed: 1)]) == [
      .record(places: [1], attempt: 1), .stop(worker: 0),
    ])
  let actions = machine.handle([.exited(worker: 0, death: .exit(code: 0))])
  #expect(actions == [.finish(.tooManyFailures(4))])
}

@Test func `what concerns the whole fleet stops all workers`() {
  var machine = machine(customers: 100, workers: 2)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .ready(worker: 1), .started(worker: 0, sequence: 0)])

  let actions = machine.handle([.fleetFailure(worker: 0, message: "disk full")])
  #expect(actions == [.stop(worker: 0), .stop(worker: 1)])
  let ends = machine.handle([
    .exited(worker: 0, death: .exit(code: 1)), .exited(worker: 1, death: .exit(code: 0)),
  ])
  #expect(ends == [.finish(.fleetFailure("disk full"))])
}

@Test func `when outcomes cannot be recorded all workers are killed`() {
  var machine = machine(customers: 100, workers: 2)
  _ = machine.begin(at: .zero)

  #expect(machine.handle([.abort("x")]) == [.kill(worker: 0), .kill(worker: 1)])
}

@Test func `a run whose last outcome cannot be recorded ends all the same`() {
  var machine = machine(customers: 1, workers: 1)
  _ = machine.begin(at: .zero)
  let last = machine.handle([
    .ready(worker: 0), .started(worker: 0, sequence: 0), .exited(worker: 0, death: crash),
    .pauseOver(worker: 0), .ready(worker: 0), .started(worker: 0, sequence: 0),
    .exited(worker: 0, death: crash),
  ])

  // The recording comes first; when it fails, nobody carries out the rest.
  #expect(last.suffix(2) == [.recordDeath(place: 0, crash), .finish(.completed)])
  #expect(machine.handle([.abort("x")]) == [.finish(.fleetFailure("x"))])
}

@Test func `an idle worker takes over what another left`() {
  var machine = machine(customers: 2, workers: 2)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .ready(worker: 1)])
  _ = machine.handle([.started(worker: 0, sequence: 0), .started(worker: 1, sequence: 0)])
  _ = machine.handle([.reported(worker: 1, count: 1, failed: 0)])

  let actions = machine.handle([.exited(worker: 0, death: crash)])

  #expect(actions.contains(.send(worker: 1, places: [0])))
}

@Test func `slow customers are dealt one by one near the end`() {
  var machine = machine(customers: 40, workers: 2)
  _ = machine.begin(at: .zero)
  _ = machine.handle([.ready(worker: 0), .ready(worker: 1)])

  var sizes: [Int] = []
  for sequence in 0..<20 {
    let actions = machine.handle(
      [.started(worker: 0, sequence: sequence)], at: .seconds(sequence))
    for case .send(worker: 0, let places) in actions { sizes.append(places.count) }
  }

  #expect(sizes.allSatisfy { $0 == 1 })
  #expect(sizes.count >= 16)
}
