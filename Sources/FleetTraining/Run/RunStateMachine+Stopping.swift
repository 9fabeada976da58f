extension RunStateMachine {
  /// Ends the run in good order: customers in hand are finished and reported.
  ///
  /// Interrupted once more, it waits for nothing.
  mutating func stop(_ reason: RunEnding, at now: Duration) -> [Action] {
    guard ending == nil else { return reason == .interrupted ? killAll() : [] }
    ending = reason
    var actions: [Action] = []
    for worker in slots.indices {
      switch slots[worker].phase {
      case .ready:
        slots[worker].phase = .leaving(since: now)
        actions.append(.stop(worker: worker))
      case .starting:
        slots[worker].phase = .leaving(since: now)
        actions.append(.close(worker: worker))
      case .pausing: slots[worker].phase = .absent
      case .absent, .leaving, .condemned: break
      }
    }
    return actions
  }

  mutating func fleetFailure(_ worker: Int, message: String, at now: Duration) -> [Action] {
    let actions = stop(.fleetFailure(message), at: now)
    slots[worker].rest()
    return actions
  }

  mutating func abort(_ message: String, at now: Duration) -> [Action] {
    _ = stop(.fleetFailure(message), at: now)
    return killAll()
  }

  private func killAll() -> [Action] {
    slots.indices.filter { slots[$0].isLive }.map { .kill(worker: $0) }
  }

  mutating func tick(at now: Duration) -> [Action] {
    forgiveStandstill(until: now)
    var actions: [Action] = []
    for worker in slots.indices {
      switch slots[worker].phase {
      case .starting(let since) where now - since >= limits.startTimeout:
        actions += condemn(worker, .silent(limits.startTimeout))
      case .ready:
        guard let since = slots[worker].inHandSince, now - since >= limits.customerTimeout else {
          break
        }
        actions += condemn(worker, .timedOut(limits.customerTimeout))
      case .leaving(let since) where now - since >= limits.grace:
        actions.append(.kill(worker: worker))
      case .absent, .pausing, .starting, .leaving, .condemned: break
      }
    }
    return actions
  }

  /// The most time between two ticks that is charged to workers.
  ///
  /// Ticks come ten times a second. Where one is missing for longer, it was this process that stood
  /// still (stopped, asleep, waiting for a disk), and it has heard nothing from its workers.
  private static let longestTick = Duration.seconds(1)

  private mutating func forgiveStandstill(until now: Duration) {
    let standstill = now - lastTick - Self.longestTick
    lastTick = now
    guard standstill > .zero else { return }
    for worker in slots.indices { slots[worker].forgive(standstill, until: now) }
  }
}
