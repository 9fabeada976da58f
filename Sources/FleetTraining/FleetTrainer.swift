import Customers
import FileSystem
public import Logging
import ModelRegistry
import SeriesIngest

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Trains a fleet: the one entry for commands.
public struct FleetTrainer: Sendable {
  private let settings: TrainingSettings
  private let now: @Sendable () -> Int64
  private let logger: Logger

  /// A trainer that has done nothing yet.
  ///
  /// - Parameters:
  ///   - settings: What to train, from where to where.
  ///   - logger: Told at info and below; never of values.
  ///   - now: The clock, in milliseconds since 1970-01-01 UTC.
  public init(
    _ settings: TrainingSettings, logger: Logger, now: @escaping @Sendable () -> Int64
  ) {
    self.settings = settings
    self.logger = logger
    self.now = now
  }

  /// Trains every customer of the data folder that this run has not trained yet.
  ///
  /// - Parameters:
  ///   - interrupts: The first element stops the run after the customers in hand, the second at
  ///     once; what was done is kept in both cases.
  ///   - progress: Called several times a second, and at the end.
  /// - Returns: The report of a run that is finished or was interrupted.
  /// - Throws: `TrainingError` where the run could not begin or was ended by an error; the same
  ///   command then goes on where it stopped.
  public func run(
    interrupts: AsyncStream<Void>, progress: @Sendable (RunProgress) -> Void
  ) async throws(TrainingError) -> RunReport {
    let start = ContinuousClock.now
    let relay = InterruptRelay()
    let passing = Task { await relay.pass(interrupts) }
    defer { passing.cancel() }
    let preparation = RunPreparation(settings, logger: logger, now: now)
    let source: RunPreparation.Source
    do throws(TrainingError) {
      source = try preparation.listSource()
      try preparation.checkFleet()
    } catch {
      if case .noFleet = error { try await preparation.checkNoRunIsActive() }
      await preparation.recordRefusal(error)
      throw error
    }
    preparation.warnOfMisfittingFuture(source)
    preparation.warnOfOtherEndings(source)
    let layout = try TrainingLayout(creating: settings.artifactsFolder)
    let lock = try await preparation.takeLock(layout, unless: relay)
    try await preparation.clean(layout, unless: relay)
    let prepared = try await preparation.openRun(source, layout)
    let report = try await train(
      prepared, interrupts: relay.interrupts, progress: progress, from: start)
    _ = consume lock
    return report
  }

  /// What `run` would do now; nothing is changed.
  ///
  /// - Returns: How many customers it would train, and why.
  /// - Throws: `TrainingError` where the run could not begin.
  public func preview() throws(TrainingError) -> TrainingPreview {
    let preparation = RunPreparation(settings, logger: logger, now: now)
    try TrainingLayout.check(settings.artifactsFolder)
    let source = try preparation.listSource()
    preparation.warnOfMisfittingFuture(source)
    preparation.warnOfOtherEndings(source)
    return try TrainingPreview(settings, source: source)
  }

  /// What a night would do now; nothing is changed.
  ///
  /// Every file that has changed is read, one after the other.
  ///
  /// - Returns: How many customers would be updated, fitted anew or left alone, and why.
  /// - Throws: `TrainingError` where the run could not begin.
  public func previewNight() throws(TrainingError) -> NightPreview {
    let preparation = RunPreparation(settings, logger: logger, now: now)
    try TrainingLayout.check(settings.artifactsFolder)
    let source = try preparation.listSource()
    try preparation.checkFleet()
    preparation.warnOfMisfittingFuture(source)
    preparation.warnOfOtherEndings(source)
    return try NightPreview(settings, source: source, now: now())
  }

  private func train(
    _ prepared: PreparedRun, interrupts: AsyncStream<Void>,
    progress: @Sendable (RunProgress) -> Void, from start: ContinuousClock.Instant
  ) async throws(TrainingError) -> RunReport {
    let run = prepared.run
    let machine = RunStateMachine(
      pending: prepared.pending, order: prepared.order, workers: settings.workers,
      failures: run.record.counts.failed,
      limits: settings.limits(customers: run.record.counts.customers))
    var coordinator = Coordinator(run, machine: machine, workers: settings.workers)
    let ending: RunEnding
    do throws(RegistryError) {
      ending = try await coordinator.work(interrupts: interrupts, progress: progress)
    } catch {
      // What kept outcomes from being recorded may keep this from it too; the run that goes on
      // finds the same either way.
      try? await run.writer.end(run.record.id, as: .failed, message: "\(error)")
      throw .registry(error)
    }
    try await end(run, ending, lastWords: coordinator.decisiveWords)
    if ending == .completed {
      await forgetOldOutcomes(run.writer)
      await forgetOldVersions(run)
      await takeInActuals(run)
    }
    do throws(RegistryError) {
      let registry = run.writer.registry
      return RunReport(
        run: try registry.run(run.record.id) ?? run.record, isResumed: prepared.isResumed,
        failures: try registry.failures(of: run.record.id),
        fitReasons: try registry.fitReasons(of: run.record.id),
        missingExamples: prepared.missingExamples,
        duration: ContinuousClock.now - start, workerPeakBytes: coordinator.workerPeakBytes,
        countsBefore: run.record.counts)
    } catch {
      throw .registry(error)
    }
  }

  // What has to be forgotten can wait for the next run; this one has done its work. After an
  // interrupt it must: somebody waits for the end.
  private func forgetOldOutcomes(_ writer: RegistryWriter) async {
    do {
      try await writer.forgetOldOutcomes()
      try await writer.forgetOldScores()
    } catch {
      logger.info("old outcomes or scores stay", metadata: ["why": "\(error)"])
    }
  }

  // Actuals that stay where they are can wait as well.
  private func takeInActuals(_ run: CoordinatedRun) async {
    do {
      let report = try await ActualsIntake(run.layout, now: now).takeIn(run.writer)
      for (reason, dropped) in report.dropped where reason != .learnt {
        logger.notice(
          "actuals are dropped",
          metadata: [
            "why": "\(reason.rawValue)", "actuals": "\(dropped.actuals)",
            "customers": "\(dropped.examples.joined(separator: ", "))",
          ])
      }
    } catch {
      logger.warning("actuals are not scored", metadata: ["why": "\(error)"])
    }
  }

  private func forgetOldVersions(_ run: CoordinatedRun) async {
    let retention = PreviousRetention(run.layout, run.writer)
    do {
      _ = try await retention.prune(keeping: settings.runsToKeepPrevious)
    } catch {
      logger.info("old previous versions stay", metadata: ["why": "\(error)"])
    }
  }

  private func end(
    _ run: CoordinatedRun, _ ending: RunEnding, lastWords: String
  ) async throws(TrainingError) {
    // Nothing but the next run's cleaning depends on it, and the registry may need the room.
    try? Directory(run.layout.temporary).removeTree()
    let error = error(of: ending, run, lastWords: lastWords)
    do throws(RegistryError) {
      try await run.writer.end(run.record.id, as: ending.state, message: error.map { "\($0)" })
    } catch let registryError {
      // What ended the run is the cause of this as well.
      throw error ?? .registry(registryError)
    }
    if let error { throw error }
  }

  /// Those in hand when the run was ended count too.
  private func recordedFailures(of run: CoordinatedRun) -> Int {
    // A registry that cannot be read now says so when the run's end is recorded.
    (try? run.writer.registry.run(run.record.id))?.counts.failed ?? 0
  }

  private func error(
    of ending: RunEnding, _ run: CoordinatedRun, lastWords: String
  ) -> TrainingError? {
    switch ending {
    case .completed, .interrupted, .deadline: nil
    case .tooManyFailures(let failed):
      .tooManyFailures(
        settings.kind, failed: max(failed, recordedFailures(of: run)),
        customers: run.record.counts.customers)
    case .workersKeepDying(let death):
      .workersKeepDying(
        times: settings.limits.deathsInARow, last: "\(death)", lastWords: lastWords)
    case .fleetFailure(let message): .worker(message)
    }
  }
}

extension RunEnding {
  fileprivate var state: RunState {
    switch self {
    case .completed: .finished
    case .interrupted: .interrupted
    case .deadline: .deadline
    case .tooManyFailures, .workersKeepDying, .fleetFailure: .failed
    }
  }
}

extension TrainingSettings {
  /// The limits with the share of failures made a number.
  fileprivate func limits(customers: Int) -> RunLimits {
    var limits = limits
    limits.maximumFailures = maximumFailedShare.map {
      max(0, Int(($0 * Double(customers)).rounded(.up)) - 1)
    }
    return limits
  }
}
