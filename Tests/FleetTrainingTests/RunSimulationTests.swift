import FleetTraining
import Testing

/// Workers made of chance, to drive the state machine through event sequences nobody thought of.
private struct Simulation {
  var machine: RunStateMachine
  /// Of the whole run.
  let customers: Int
  var random: SplitMix
  var now = Duration.zero
  var workers: [Int: Worker] = [:]
  var pausing: Set<Int> = []
  var outcomes: [Int: Int] = [:]
  var attempts: [Int: Int] = [:]
  var finished: RunEnding?
  /// Whether customer `place` kills its worker when it is worked on for the n-th time.
  let kills: (_ place: Int, _ attempt: Int) -> Bool

  struct Worker {
    var isReady = false
    var queue: [Int] = []
    var started = 0
    var reported = 0
    var inHand = false
    var settles = false
    var isEnding = false
    var isKilled = false
  }

  mutating func run(steps: Int, interruptAt: Int? = nil) {
    perform(machine.begin(at: now))
    for step in 0..<steps where finished == nil {
      now += .milliseconds(1)
      if step == interruptAt { perform(machine.handle(.interrupt, at: now)) }
      if step % 10 == 0 { perform(machine.handle(.tick, at: now)) }
      oneStep()
    }
  }

  private mutating func oneStep() {
    let choices = workers.keys.sorted() + pausing.sorted()
    guard !choices.isEmpty, finished == nil else { return }
    let worker = choices[Int(random.next() % UInt64(choices.count))]
    if pausing.remove(worker) != nil {
      perform(machine.handle(.pauseOver(worker: worker), at: now))
    } else if let state = workers[worker] {
      step(worker, state)
    }
  }

  private mutating func step(_ id: Int, _ state: Worker) {
    guard !state.isKilled, random.next() % 200 > 0 else { return exit(id, .signal(9)) }
    guard state.isReady else {
      workers[id]?.isReady = true
      return perform(machine.handle(.ready(worker: id), at: now))
    }
    if state.inHand {
      let place = state.queue[state.started - 1]
      if place % 19 == 7 { return }  // Hangs until it is killed.
      if kills(place, attempts[place, default: 0]) { return exit(id, .signal(11)) }
    }
    if state.isEnding || state.started == state.queue.count || random.next() % 8 == 0 {
      return publish(id, state)
    }
    workers[id]?.started += 1
    workers[id]?.inHand = true
    attempts[state.queue[state.started], default: 0] += 1
    perform(machine.handle(.started(worker: id, sequence: state.started), at: now))
  }

  private mutating func publish(_ id: Int, _ state: Worker) {
    workers[id]?.inHand = false
    let count = state.started - state.reported
    let drained = state.started == state.queue.count
    if count > 0, !drained || state.settles || state.isEnding {
      perform(machine.handle(.publishing(worker: id), at: now))
      workers[id]?.reported += count
      perform(machine.handle(.reported(worker: id, count: count, failed: 0), at: now))
    }
    if workers[id]?.isEnding == true { exit(id, .exit(code: 0)) }
  }

  private mutating func exit(_ id: Int, _ death: WorkerDeath) {
    workers[id] = nil
    perform(machine.handle(.exited(worker: id, death: death), at: now))
  }

  private mutating func perform(_ actions: [RunStateMachine.Action]) {
    for action in actions {
      switch action {
      case .spawn(let worker):
        #expect(workers[worker] == nil)
        workers[worker] = Worker()
      case .pause(let worker, _): pausing.insert(worker)
      case .send(let worker, let places):
        #expect(workers[worker]?.isReady == true)
        for place in places { #expect(!isHeld(place), "\(place) is with two workers") }
        workers[worker]?.queue += places
        workers[worker]?.settles = false
      case .settle(let worker): workers[worker]?.settles = true
      case .stop(let worker), .close(let worker): workers[worker]?.isEnding = true
      case .kill(let worker): workers[worker]?.isKilled = true
      case .record(let places, _): for place in places { outcomes[place, default: 0] += 1 }
      case .recordDeath(let place, _): outcomes[place, default: 0] += 1
      case .finish(let ending):
        #expect(workers.isEmpty)
        finished = ending
      }
    }
  }

  private func isHeld(_ place: Int) -> Bool {
    outcomes[place] != nil
      || workers.values.contains { $0.queue.dropFirst($0.reported).contains(place) }
  }
}

/// A seeded source of numbers (Steele, Lea and Flood, 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

private func simulation(
  seed: UInt64, deathsInARow: Int = .max,
  kills: @escaping (_ place: Int, _ attempt: Int) -> Bool
) -> Simulation {
  var random = SplitMix(state: seed)
  var limits = RunLimits()
  limits.deathsInARow = deathsInARow
  limits.customerTimeout = .milliseconds(200)
  let customers = Int(random.next() % 300)
  let workers = Int(random.next() % 5) + 1
  return Simulation(
    machine: RunStateMachine(
      pending: PlaceSet(capacity: customers, isFull: true), workers: workers, limits: limits),
    customers: customers, random: random, kills: kills)
}

@Test(arguments: 0..<100)
func `whatever workers do, every customer gets exactly one outcome`(seed: Int) {
  var simulation = simulation(seed: UInt64(seed)) { place, attempt in
    place % 13 == 5 || (place % 17 == 3 && attempt == 1)
  }
  let customers = simulation.customers

  simulation.run(steps: 200_000)

  #expect(simulation.finished == .completed)
  #expect(simulation.outcomes.count == customers)
  #expect(simulation.outcomes.values.allSatisfy { $0 == 1 })
}

@Test(arguments: 0..<50)
func `an interrupted run ends, and no customer has two outcomes`(seed: Int) {
  var simulation = simulation(seed: UInt64(seed)) { place, _ in place % 11 == 2 }
  let customers = simulation.customers

  simulation.run(steps: 200_000, interruptAt: seed * 7)

  #expect(simulation.finished == .interrupted || simulation.outcomes.count == customers)
  #expect(simulation.finished != nil)
  #expect(simulation.outcomes.values.allSatisfy { $0 == 1 })
}

@Test(arguments: 0..<20)
func `workers that can do nothing end the run after a few deaths`(seed: Int) {
  var simulation = simulation(seed: UInt64(seed), deathsInARow: 5) { _, _ in true }

  simulation.run(steps: 10_000)

  if case .workersKeepDying = simulation.finished {
    #expect(simulation.outcomes.count < 5)
  } else {
    #expect(simulation.finished == .completed)
    #expect(simulation.outcomes.count < 5)
  }
}
