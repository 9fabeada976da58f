import Customers
import FileSystem
import Forecasting
import ModelRegistry
import SeriesIngest

/// What a run would do, customer by customer counted by reason.
public struct TrainingPreview: Hashable, Sendable {
  /// Why a customer would be trained, or would not.
  public enum Reason: String, CaseIterable, Sendable, Codable {
    /// No model yet.
    case new
    /// The file, or what is known of its future, is not the one the model was made from.
    case changed
    /// The model was made with another specification.
    case otherSettings = "other_settings"
    /// File and specification are those of the model.
    case unchanged
    /// Done by the unfinished run that would go on.
    case done
    /// Failed in the run that would go on; `--only-failed` tries it again.
    case failedBefore = "failed_before"

    /// Failed before, in the run that goes on or with no model since, and is tried again.
    case triedAgain = "tried_again"

    /// Whether such a customer would be trained.
    public var isTrained: Bool {
      switch self {
      case .new, .changed, .otherSettings, .unchanged, .triedAgain: true
      case .done, .failedBefore: false
      }
    }
  }

  /// Customers of one reason.
  public struct Group: Hashable, Sendable {
    public let reason: Reason
    public let customers: Int
    /// The first few by name.
    public let examples: [String]
  }

  /// The run that would go on; nil where a new one would begin.
  public let resumedRun: Int64?
  /// Reasons that apply to nobody are left out.
  public let groups: [Group]
  /// Files whose names give no customer; each is a failure of the run.
  public let invalidNames: Int
  /// Customers with a model whose file is gone; they keep their model.
  public let withoutFile: Int

  /// Customers that would be worked on.
  public var customersToTrain: Int {
    groups.reduce(0) { $0 + ($1.reason.isTrained ? $1.customers : 0) }
  }
}

extension TrainingPreview {
  private static let exampleCount = 3

  init(_ settings: TrainingSettings, source: RunPreparation.Source) throws(TrainingError) {
    let layout = TrainingLayout(artifacts: RunPreparation.canonical(settings.artifactsFolder))
    let identity = RunIdentity(settings, dataFolder: source.folder)
    var reasons = CustomerReasons(source, identity, settings)
    let decision: RunOpening.Decision?
    do throws(RegistryError) {
      let registry = try Self.registry(layout)
      decision = try registry.map { registry throws(RegistryError) in
        try RunOpening.decide(registry, identity: identity, settings)
      }
      if let registry, case .resume(let run, let withFailed) = decision {
        try reasons.take(run, in: registry, withFailed: withFailed)
      }
      try registry?.forEachArtifact { reasons.take($0) }
      if let registry { try reasons.takeFailures(in: registry) }
    } catch {
      throw .registry(error)
    }
    switch decision {
    case .resume(let run, _): resumedRun = run.id
    case .refuse(let error): throw error
    case nil where settings.beginning == .onlyFailed:
      throw .noEarlierRun(artifactsFolder: settings.artifactsFolder)
    case nil, .begin, .beginAbandoning: resumedRun = nil
    }
    groups = Self.groups(reasons.reasons, source.customers)
    invalidNames = source.invalidNames.count
    withoutFile = settings.customers == nil ? reasons.withoutFile : 0
  }

  static func registry(_ layout: TrainingLayout) throws(RegistryError) -> Registry? {
    do throws(RegistryError) {
      return try Registry(readOnly: layout.registry)
    } catch .missing {
      return nil
    }
  }

  private static func groups(_ reasons: [Reason], _ customers: RunCustomers) -> [Group] {
    var places: [Reason: (count: Int, first: [Int])] = [:]
    for (place, reason) in reasons.enumerated() {
      var found = places[reason] ?? (0, [])
      found.count += 1
      if found.first.count < exampleCount { found.first.append(place) }
      places[reason] = found
    }
    return Reason.allCases.compactMap { reason in
      places[reason].map { found in
        Group(
          reason: reason, customers: found.count,
          examples: found.first.map { customers[$0].text })
      }
    }
  }
}

/// The reason of every customer of a shard: one byte each.
private struct CustomerReasons {
  private let source: RunPreparation.Source
  private let identity: RunIdentity
  /// Tells whether the future of covariates has changed; nil where the models need none.
  private var reader: CustomerReader?
  private(set) var reasons: [TrainingPreview.Reason]
  private(set) var withoutFile = 0

  init(
    _ source: RunPreparation.Source, _ identity: RunIdentity, _ settings: TrainingSettings
  ) {
    self.source = source
    self.identity = identity
    let covariates = settings.specification.covariateNames
    reader =
      covariates.isEmpty
      ? nil
      : CustomerReader(
        options: settings.reading, covariates: covariates, future: settings.future?.path)
    reasons = Array(repeating: .new, count: source.customers.count)
  }

  /// The outcomes of the run that would go on.
  mutating func take(
    _ run: RunRecord, in registry: Registry, withFailed: Bool
  ) throws(RegistryError) {
    if withFailed, run.state == .finished {
      reasons = reasons.map { _ in .done }
    }
    try registry.forEachOutcome(of: run.id) { customer, status in
      guard let place = source.customers.place(of: customer) else { return }
      reasons[place] = status != .failed ? .done : withFailed ? .triedAgain : .failedBefore
    }
  }

  mutating func take(_ artifact: ArtifactRecord) {
    guard let place = source.customers.place(of: artifact.customer.text) else {
      if source.customers.list.index(of: artifact.customer) == nil { withoutFile += 1 }
      return
    }
    guard reasons[place] == .new else { return }
    reasons[place] = reason(artifact)
  }

  private static let runsLookedBack = 30
  private static let pageSize = 10_000

  /// Whoever has no model because its training failed is not new.
  mutating func takeFailures(in registry: Registry) throws(RegistryError) {
    for run in try registry.runs(limit: Self.runsLookedBack) where run.counts.failed > 0 {
      guard reasons.contains(.new) else { return }
      var end: FailurePageEnd?
      repeat {
        let page = try registry.failedCustomers(of: run.id, after: end, limit: Self.pageSize)
        for failure in page.customers {
          guard let place = source.customers.place(of: failure.customer), reasons[place] == .new
          else { continue }
          reasons[place] = .triedAgain
        }
        end = page.end
      } while end != nil
    }
  }

  private mutating func reason(_ artifact: ArtifactRecord) -> TrainingPreview.Reason {
    if artifact.specificationDigest != identity.specificationDigest { return .otherSettings }
    let file = source.folder + "/" + artifact.customer.text + ".csv"
    // What cannot be looked at has changed; the run will say how.
    let now = (try? FileIdentity(path: file)) ?? (try? FileIdentity(path: file + ".gz"))
    guard now == artifact.source else { return .changed }
    guard reader != nil else { return .unchanged }
    // The digest of a source with covariates is also that of their future, of which no identity is
    // recorded.
    let reading = try? reader?.read(artifact.customer, in: source.folder)
    return reading?.digest == artifact.sourceDigest ? .unchanged : .changed
  }
}
