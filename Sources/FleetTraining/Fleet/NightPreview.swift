import Customers
import FileSystem
public import Forecasting
import ModelArtifacts
import ModelRegistry
import SeriesIngest

/// What a night would do, customer by customer counted.
public struct NightPreview: Sendable {
  /// The run that would go on; nil where a new one would begin.
  public internal(set) var resumedRun: Int64?
  /// Customers whose file is as it was.
  public internal(set) var unchanged = 0
  /// Done by the unfinished run that would go on, or failed in it.
  public internal(set) var done = 0
  public internal(set) var updated = CustomerGroup()
  /// By the word of the reason.
  public internal(set) var fitted: [FitReason: CustomerGroup] = [:]
  /// By the word of the reason.
  public internal(set) var failing: [String: CustomerGroup] = [:]
  /// Customers with a model whose file is gone; they keep their model.
  public internal(set) var missing = 0
  public internal(set) var missingExamples: [String] = []
  /// Files whose names give no customer; each is a failure of the run.
  public internal(set) var invalidNames = 0
  /// Why the night would be refused; nil where it would not.
  public internal(set) var refusal: TrainingError?
}

extension NightPreview {
  /// Reads every file that has changed as a night would, and fits nothing.
  ///
  /// - Parameters:
  ///   - settings: Of the night.
  ///   - source: Its data folder.
  ///   - now: In milliseconds since 1970-01-01 UTC.
  /// - Throws: What keeps a night from beginning.
  init(
    _ settings: TrainingSettings, source: RunPreparation.Source, now: Int64
  ) throws(TrainingError) {
    let layout = TrainingLayout(artifacts: RunPreparation.canonical(settings.artifactsFolder))
    let identity = RunIdentity(settings, dataFolder: source.folder)
    invalidNames = source.invalidNames.count
    var pending = PlaceSet(capacity: source.customers.count, isFull: true)
    do throws(RegistryError) {
      if let registry = try TrainingPreview.registry(layout) {
        try look(in: registry, settings, source, identity, &pending)
        if let run = try RunOpening.cutOffTonight(
          registry, identity: identity, settings, now: now)
        {
          refusal = .deadlineOver(settings.kind, run: run.id, left: run.counts.left)
        }
      }
    } catch {
      throw .registry(error)
    }
    var configuration = WorkerConfiguration(
      folders: WorkerFolders(
        data: source.folder, future: settings.future?.path, artifacts: layout.artifacts,
        temporary: layout.temporary, lock: layout.workersLock),
      model: ModelRules(
        specification: settings.specification, digest: identity.specificationDigest.hexadecimal),
      reading: ReadingRules(settings.reading), runStartedNanoseconds: .max,
      batch: settings.batch)
    configuration.nightly = settings.nightly
    var trainer = CustomerTrainer(
      configuration, specificationDigest: identity.specificationDigest)
    for place in 0..<source.customers.count where pending.contains(place) {
      add(source.customers[place], trainer.foretell(source.customers[place], settings.nightly))
    }
  }

  private mutating func look(
    in registry: Registry, _ settings: TrainingSettings, _ source: RunPreparation.Source,
    _ identity: RunIdentity, _ pending: inout PlaceSet
  ) throws(RegistryError) {
    let known = try KnownCustomers.look(
      in: registry, source: source, settings: settings, identity: identity,
      archives: RunPreparation.canonical(settings.artifactsFolder))
    (missing, missingExamples) = (known.missing.count, known.missingExamples)
    refusal = known.refusal(settings)
    if case .resume(let run, let withFailed) = try RunOpening.decide(
      registry, identity: identity, settings)
    {
      resumedRun = run.id
      var left = Remainder(source, isFull: !(withFailed && run.state == .finished))
      try registry.forEachOutcome(of: run.id) { customer, status in
        left.take(customer, status, triesFailedAgain: withFailed)
      }
      done = pending.count - left.pending.count
      pending = left.pending
    }
    unchanged = known.unchanged.intersection(pending).count
    pending.remove(known.unchanged)
  }

  private mutating func add(_ customer: CustomerID, _ foretold: CustomerTrainer.Foretold) {
    switch foretold {
    case .unchanged: unchanged += 1
    case .updated: updated.add(customer.text)
    case .fitted(let reason): fitted[reason, default: CustomerGroup()].add(customer.text)
    case .failed(let failure): failing[failure.reason, default: CustomerGroup()].add(customer.text)
    }
  }
}

extension CustomerTrainer {
  /// What would become of a customer, as far as reading its file tells.
  enum Foretold {
    case unchanged
    case updated
    case fitted(FitReason)
    case failed(CustomerFailure)
  }

  mutating func foretell(_ customer: CustomerID, _ rules: NightlyRules) -> Foretold {
    do throws(CustomerFailure) {
      switch try plan(customer, rules) {
      case .keep: return .unchanged
      case .refit(let given, let reason, _):
        if given == nil { _ = try read(customer) }
        return .fitted(reason)
      case .update(let standing, let reading):
        let reason = try reasonAgainstUpdate(standing, reading)
        return reason.map { .fitted($0) } ?? .updated
      }
    } catch {
      return .failed(error)
    }
  }

  private func reasonAgainstUpdate(
    _ standing: StandingModel, _ reading: SeriesReading
  ) throws(CustomerFailure) -> FitReason? {
    do throws(FitError) {
      return try fitter.reasonAgainstUpdate(
        standing.state.update, on: standing.grid, with: reading.series)
    } catch {
      throw CustomerFailure(reason: error.reason, message: "\(error)")
    }
  }
}
