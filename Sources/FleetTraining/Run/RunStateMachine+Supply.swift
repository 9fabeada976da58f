extension RunStateMachine {
  /// Gives work to whoever has too little of it, and ends what has none left.
  mutating func advance(at now: Duration) -> [Action] {
    var actions: [Action] = []
    if ending == nil, let maximum = limits.maximumFailures, failures > maximum {
      actions += stop(.tooManyFailures(failures), at: now)
    }
    if ending == nil {
      for worker in slots.indices where slots[worker].phase == .ready {
        actions += supply(worker)
      }
      if !hasWork { actions += dismiss(at: now) }
    }
    return actions + finishIfAlone()
  }

  private mutating func supply(_ worker: Int) -> [Action] {
    let slot = slots[worker]
    guard !slot.isAlone else { return [] }
    let target = targetQueue(slot)
    guard slot.queued * 2 <= target else { return [] }
    let places = plan.take(for: worker, limit: target - slot.queued)
    guard places.isEmpty else { return send(places, to: worker) }
    guard slot.outstanding.isEmpty else { return settle(worker) }
    guard !suspects.isEmpty else { return [] }
    slots[worker].isAlone = true
    return send([suspects.removeFirst()], to: worker) + settle(worker)
  }

  // Enough to be busy for a while, but near the end of the run only a part of what is left, so
  // that nobody sits on a heap of slow customers while the others are idle.
  private func targetQueue(_ slot: WorkerSlot) -> Int {
    let pace = slot.pace ?? limits.workAhead / 8
    func customers(in duration: Duration) -> Int { Int(duration / max(pace, .microseconds(1))) }
    let share = max(plan.remaining / (4 * slots.count), customers(in: limits.workUndivided))
    return max(1, min(share, customers(in: limits.workAhead), limits.dealtAtOnce))
  }

  private mutating func send(_ places: [Int], to worker: Int) -> [Action] {
    slots[worker].send(places)
    let action = Action.send(worker: worker, places: places)
    guard slots[worker].isReplacement else { return [action] }
    slots[worker].isReplacement = false
    return [action] + settle(worker)
  }

  private mutating func settle(_ worker: Int) -> [Action] {
    guard !slots[worker].isSettling else { return [] }
    slots[worker].isSettling = true
    return [.settle(worker: worker)]
  }

  private var hasWork: Bool {
    plan.remaining > 0 || !suspects.isEmpty || slots.contains { !$0.outstanding.isEmpty }
  }

  private mutating func dismiss(at now: Duration) -> [Action] {
    var actions: [Action] = []
    for worker in slots.indices {
      switch slots[worker].phase {
      case .ready, .starting:
        slots[worker].phase = .leaving(since: now)
        actions.append(.close(worker: worker))
      case .pausing: slots[worker].phase = .absent
      case .absent, .leaving, .condemned: break
      }
    }
    return actions
  }

  private mutating func finishIfAlone() -> [Action] {
    guard ending != nil || !hasWork, !slots.contains(where: \.isLive) else { return [] }
    isFinished = true
    // The last customers may have been done while the deadline came.
    let isWhole = ending == .deadline && !hasWork
    return [.finish(isWhole ? .completed : ending ?? .completed)]
  }
}
