extension RunStateMachine {
  mutating func spawn(_ worker: Int, at now: Duration) -> Action {
    slots[worker].phase = .starting(since: now)
    return .spawn(worker: worker)
  }

  mutating func ready(_ worker: Int) -> [Action] {
    switch slots[worker].phase {
    case .starting:
      slots[worker].phase = .ready
      return []
    case .ready: return condemn(worker, .garbage("a second hello"))
    // Told to end before it came to speak.
    case .absent, .pausing, .leaving, .condemned: return []
    }
  }

  mutating func started(_ worker: Int, sequence: Int, at now: Duration) -> [Action] {
    guard listens(to: worker) else { return [] }
    guard slots[worker].start(sequence: sequence, at: now) else {
      return condemn(worker, .garbage("it began customer \(sequence), which it was not given"))
    }
    return []
  }

  mutating func publishing(_ worker: Int) -> [Action] {
    slots[worker].rest()
    return []
  }

  mutating func reported(_ worker: Int, count: Int, failed: Int) -> [Action] {
    guard listens(to: worker) else { return [] }
    guard let places = slots[worker].report(count: count) else {
      return condemn(worker, .garbage("it reported \(count) customers that it did not work on"))
    }
    guard !places.isEmpty else { return [] }
    let attempt = slots[worker].isAlone ? 2 : 1
    slots[worker].isAlone = false
    deathsInARow = 0
    failures += failed
    return [.record(places: places, attempt: attempt)]
  }

  /// Kills a worker for what it did; what it says from now on does not count.
  mutating func condemn(_ worker: Int, _ death: WorkerDeath) -> [Action] {
    switch slots[worker].phase {
    case .starting, .ready, .leaving:
      slots[worker].phase = .condemned(death)
      return [.kill(worker: worker)]
    case .absent, .pausing, .condemned: return []
    }
  }

  mutating func exited(_ worker: Int, death: WorkerDeath, at now: Duration) -> [Action] {
    let slot = slots[worker]
    slots[worker] = WorkerSlot()
    switch slot.phase {
    case .absent, .pausing, .leaving: return giveBack(slot)
    case .condemned(let cause): return died(worker, slot, cause, at: now)
    case .starting, .ready: return died(worker, slot, death, at: now)
    }
  }

  /// Charges a death to the customer in hand, and only to that one.
  private mutating func died(
    _ worker: Int, _ slot: WorkerSlot, _ death: WorkerDeath, at now: Duration
  ) -> [Action] {
    let charge = slot.isAlone ? chargeSecondDeath(slot, death) : chargeFirstDeath(slot)
    if deathsInARow >= limits.deathsInARow {
      return charge + stop(.workersKeepDying(death), at: now)
    }
    guard ending == nil, plan.remaining > 0 || !suspects.isEmpty else { return charge }
    slots[worker].phase = .pausing
    slots[worker].isReplacement = true
    return charge + [.pause(worker: worker, limits.pause(afterDeathsInARow: deathsInARow))]
  }

  private mutating func chargeFirstDeath(_ slot: WorkerSlot) -> [Action] {
    deathsInARow += 1
    var rest = slot.outstanding
    if let index = slot.inHand { suspects.append(rest.remove(at: index)) }
    plan.giveBack(rest)
    return []
  }

  // That a suspect kills again was to be expected and says nothing against the other customers.
  // Alone with its worker, it is charged with a death after its fit as well.
  private mutating func chargeSecondDeath(_ slot: WorkerSlot, _ death: WorkerDeath) -> [Action] {
    guard slot.started > 0 else {
      deathsInARow += 1
      suspects += slot.outstanding
      return []
    }
    failures += slot.outstanding.count
    return slot.outstanding.map { .recordDeath(place: $0, death) }
  }

  private mutating func giveBack(_ slot: WorkerSlot) -> [Action] {
    plan.giveBack(slot.outstanding)
    return []
  }

  mutating func pauseOver(_ worker: Int, at now: Duration) -> [Action] {
    guard slots[worker].phase == .pausing else { return [] }
    return [spawn(worker, at: now)]
  }

  private func listens(to worker: Int) -> Bool {
    switch slots[worker].phase {
    case .ready, .leaving: true
    case .absent, .pausing, .starting, .condemned: false
    }
  }
}
