import Customers
import FileSystem
import ModelRegistry
import SeriesIngest

/// Finds the run to go on with, or begins a new one.
struct RunOpening {
  let writer: RegistryWriter
  let identity: RunIdentity
  let settings: TrainingSettings
  let source: RunPreparation.Source
  let layout: TrainingLayout
  /// In milliseconds since 1970-01-01 UTC.
  let now: Int64

  struct Opened {
    let record: RunRecord
    let pending: PlaceSet
    /// In which the pending ones are dealt; empty where that is by name.
    let order: [UInt32]
    let isResumed: Bool
    /// Some of the customers with a model whose file is gone.
    let missingExamples: [String]
  }

  /// What becomes of the last run of the same identity.
  enum Decision {
    case begin
    /// A new run begins, and an unfinished one is never gone on with.
    case beginAbandoning(RunRecord, why: String)
    case resume(RunRecord, withFailed: Bool)
    /// There are no failures that could be tried again.
    case refuse(TrainingError)
  }

  /// A failure where there is nothing that could be tried again.
  func open() async throws(RegistryError) -> Result<Opened, TrainingError> {
    let decision = try Self.decide(writer.registry, identity: identity, settings)
    if case .refuse(let error) = decision { return .failure(error) }
    if let run = try Self.cutOffTonight(
      writer.registry, identity: identity, settings, now: now)
    {
      return .failure(.deadlineOver(settings.kind, run: run.id, left: run.counts.left))
    }
    let known = try knownCustomers()
    if let refusal = known?.refusal(settings) {
      try await writer.refuse(newRun(known, customers: 0), message: "\(refusal)")
      return .failure(refusal)
    }
    switch decision {
    case .begin: return try await begin(known)
    case .beginAbandoning(let run, let why):
      try await writer.end(run.id, as: .abandoned, message: why)
      return try await begin(known)
    case .resume(let run, _) where isStageGone:
      try await writer.end(run.id, as: .abandoned, message: "its stage was removed")
      return try await begin(known)
    case .resume(let run, let withFailed):
      return .success(try await resume(run, withFailed: withFailed, known))
    case .refuse(let error): return .failure(error)
    }
  }

  /// Nil of a run that fits every customer whatever is known.
  private func knownCustomers() throws(RegistryError) -> KnownCustomers? {
    guard settings.kind == .retrain else { return nil }
    return try KnownCustomers.look(
      in: writer.registry, source: source, settings: settings, identity: identity,
      archives: layout.artifacts)
  }

  /// For so long after a deadline the same command given again, as service managers do, belongs to the
  /// night that was to be over by then.
  private static let nightMilliseconds: Int64 = 6 * 3_600_000

  private static let dayMilliseconds: Int64 = 24 * 3_600_000

  /// The run of this night that was to have stopped at the time of day that is over, and has.
  ///
  /// One that failed is none: its cause may be gone.
  static func cutOffTonight(
    _ registry: Registry, identity: RunIdentity, _ settings: TrainingSettings, now: Int64
  ) throws(RegistryError) -> RunRecord? {
    guard let passed = settings.passedDeadlineMilliseconds, settings.beginning == .resume,
      now - passed < nightMilliseconds,
      let last = try registry.lastRun(identity: identity.text), last.state.isResumable,
      last.state != .failed,
      (passed - dayMilliseconds..<passed).contains(last.sessionStartedMilliseconds)
    else { return nil }
    return last
  }

  static func decide(
    _ registry: Registry, identity: RunIdentity, _ settings: TrainingSettings
  ) throws(RegistryError) -> Decision {
    let last = try registry.lastRun(identity: identity.text)
    switch settings.beginning {
    case .resume:
      // A night that was worked through until its deadline is over: the next one begins with the
      // oldest models, and so with what was left.
      guard let last, last.state.isResumable,
        !(settings.kind == .retrain && last.state == .deadline)
      else { return .begin }
      guard let newer = try overtaking(last, registry) else {
        // What a night could not read may have been repaired since.
        return .resume(last, withFailed: settings.kind == .retrain)
      }
      return .beginAbandoning(last, why: "overtaken by run \(newer.id)")
    case .restart:
      guard let last, last.state.isResumable else { return .begin }
      return .beginAbandoning(last, why: "given up by --restart")
    case .onlyFailed:
      guard let last, last.state != .abandoned else {
        return .refuse(.noEarlierRun(artifactsFolder: settings.artifactsFolder))
      }
      return try decideAboutFailures(of: last, registry)
    }
  }

  private static func decideAboutFailures(
    of run: RunRecord, _ registry: Registry
  ) throws(RegistryError) -> Decision {
    if let newer = try overtaking(run, registry) {
      return .refuse(.overtaken(run: run.id, by: newer.id))
    }
    guard try registry.outcomeCount(of: run.id) == run.counts.recorded else {
      return .refuse(.outcomesForgotten(run: run.id))
    }
    return .resume(run, withFailed: true)
  }

  /// A later run that made other models of what may be the same customers: what `run` has done may
  /// have been replaced, and going on with it would leave a mixture.
  private static func overtaking(
    _ run: RunRecord, _ registry: Registry
  ) throws(RegistryError) -> RunRecord? {
    let own = withoutSelection(run.options)
    return try registry.runs(limit: 100)
      .first {
        $0.id > run.id && $0.state != .refused && $0.stage == run.stage
          && withoutSelection($0.options) != own
      }
  }

  /// The settings without those that say which customers are trained.
  private static func withoutSelection(_ options: String) -> String {
    options.replacing(/"shard":"[0-9\/]*"/, with: "")
      .replacing(/"customers":"[0-9a-f]*",/, with: "")
  }

  private func begin(
    _ known: KnownCustomers?
  ) async throws(RegistryError) -> Result<Opened, TrainingError> {
    do throws(FileSystemError) {
      try emptyStage()
    } catch {
      return .failure(.fileSystem(error))
    }
    let names = source.distinctInvalidNames.values
    let record = try await writer.begin(
      newRun(known, customers: source.customers.count + names.count))
    var pending = PlaceSet(capacity: source.customers.count, isFull: true)
    if let known { pending.remove(known.unchanged) }
    return .success(
      Opened(
        record: try await recordInvalidNames(names, in: record), pending: pending,
        order: known?.ages.oldestFirst(pending) ?? [], isResumed: false,
        missingExamples: known?.missingExamples ?? []))
  }

  private func newRun(_ known: KnownCustomers?, customers: Int) -> NewRun {
    var run = NewRun(
      identity: identity.text, kind: settings.kind, dataPath: source.folder,
      options: identity.options, customers: customers,
      unchanged: customers > 0 ? known?.unchanged.count ?? 0 : 0,
      missing: known?.missing.count ?? 0)
    run.stage = settings.stage?.text
    if settings.customers == nil { run.missingCustomers = known?.missing }
    return run
  }

  /// What a run has put in its stage may have been thrown away since.
  private var isStageGone: Bool {
    settings.stage.map { !Directory.hasEntry(at: layout.stage($0)) } ?? false
  }

  /// What another run has left in the stage is not to be promoted with this one's.
  private func emptyStage() throws(FileSystemError) {
    guard let stage = settings.stage else { return }
    try Directory(layout.stage(stage)).removeTree()
  }

  private func resume(
    _ run: RunRecord, withFailed: Bool, _ known: KnownCustomers?
  ) async throws(RegistryError) -> Opened {
    let isFinished = run.state == .finished
    var left = Remainder(source, isFull: !isFinished)
    try writer.registry.forEachOutcome(of: run.id) { customer, status in
      left.take(customer, status, triesFailedAgain: withFailed)
    }
    // Who is unchanged has no outcome, so that is found out again.
    var unchanged = run.counts.unchanged
    if let known, !isFinished {
      unchanged = known.unchanged.intersection(left.pending).count
      left.pending.remove(known.unchanged)
    }
    let done = run.counts.recorded - (withFailed ? run.counts.failed : 0) + unchanged
    let names = left.invalidNames.values
    let record = try await writer.resume(
      run.id, customers: done + left.pending.count + names.count, unchanged: unchanged,
      forgettingFailures: withFailed)
    return Opened(
      record: try await recordInvalidNames(names, in: record), pending: left.pending,
      order: known?.ages.oldestFirst(left.pending) ?? [], isResumed: true,
      missingExamples: known?.missingExamples ?? [])
  }

  private func recordInvalidNames(
    _ names: some Collection<InvalidFileName>, in run: RunRecord
  ) async throws(RegistryError) -> RunRecord {
    guard !names.isEmpty else { return run }
    let outcomes = names.map { name in
      RecordedOutcome(
        OutcomeRecord(
          customer: name.name, status: .failed, reason: name.reason,
          message: "\(name); rename the file"))
    }
    try await writer.record(outcomes, in: run.id)
    return try writer.registry.run(run.id) ?? run
  }
}

/// What a run that goes on has left to do.
struct Remainder {
  private let customers: RunCustomers
  var pending: PlaceSet
  var invalidNames: [String: InvalidFileName]

  init(_ source: RunPreparation.Source, isFull: Bool) {
    customers = source.customers
    pending = PlaceSet(capacity: source.customers.count, isFull: isFull)
    invalidNames = source.distinctInvalidNames
  }

  mutating func take(_ customer: String, _ status: OutcomeStatus, triesFailedAgain: Bool) {
    guard let place = customers.place(of: customer) else {
      if !triesFailedAgain { invalidNames[customer] = nil }
      return
    }
    if status == .failed, triesFailedAgain {
      pending.insert(place)
    } else {
      pending.remove(place)
    }
  }
}

extension RunPreparation.Source {
  /// Names that differ only in what cannot be printed count once.
  fileprivate var distinctInvalidNames: [String: InvalidFileName] {
    Dictionary(invalidNames.map { ($0.name, $0) }) { first, _ in first }
  }
}
