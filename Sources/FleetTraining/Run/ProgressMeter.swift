import ModelRegistry

/// Turns counts into progress that never goes back, though a dead worker's unreported customers
/// are worked on again.
struct ProgressMeter {
  private let doneBefore: Int
  private let total: Int
  private var furthest = 0

  init(run: RunRecord) {
    doneBefore = run.counts.done
    total = run.counts.customers
  }

  mutating func reading(
    _ counts: RunCounts, _ machine: RunStateMachine, since start: ContinuousClock.Instant
  ) -> RunProgress {
    furthest = max(furthest, counts.done + machine.unreported)
    return RunProgress(
      done: furthest, failed: counts.failed, total: total, doneBefore: doneBefore,
      elapsed: ContinuousClock.now - start)
  }
}

extension RunCounts {
  mutating func add(_ outcome: OutcomeRecord?) {
    guard let outcome else {
      unchanged += 1
      return
    }
    switch outcome.status {
    case .trained: trained += 1
    case .updated: updated += 1
    case .kept: kept += 1
    case .adopted: adopted += 1
    case .restored, .withdrawn, .promoted: placed += 1
    case .failed: failed += 1
    }
    if outcome.status != .failed, !outcome.warnings.isEmpty { warned += 1 }
  }
}
