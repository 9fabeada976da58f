import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// What the registry tells of a fleet before a night looks at any file's content.
struct KnownCustomers {
  /// Places of customers whose file and archive are those of the last run that saw them.
  private(set) var unchanged: PlaceSet
  /// When the models end.
  private(set) var ages: ModelAges
  /// Customers with a model.
  private(set) var count = 0
  /// Those of them whose file is gone; of a selection nobody is expected.
  private(set) var missing: [CustomerID] = []

  private let source: RunPreparation.Source
  private let archives: String
  private let specificationDigest: ContentDigest
  private let comparesFiles: Bool

  private init(
    source: RunPreparation.Source, settings: TrainingSettings, identity: RunIdentity,
    archives: String
  ) {
    self.source = source
    self.archives = archives
    specificationDigest = identity.specificationDigest
    unchanged = PlaceSet(capacity: source.customers.count, isFull: false)
    ages = ModelAges(places: source.customers.count)
    // Nobody remembers the files with the future of covariates: workers read and compare them.
    comparesFiles = !settings.nightly.verifiesContent && settings.future == nil
  }

  /// Looks at every customer that the registry knows.
  ///
  /// - Parameters:
  ///   - registry: Of the artifacts folder.
  ///   - source: The customers of the run.
  ///   - settings: Of the run.
  ///   - identity: Of the run.
  ///   - archives: The artifacts folder.
  /// - Returns: Who is unchanged, and who is missing.
  /// - Throws: `RegistryError`.
  static func look(
    in registry: Registry, source: RunPreparation.Source, settings: TrainingSettings,
    identity: RunIdentity, archives: String
  ) throws(RegistryError) -> KnownCustomers {
    var known = KnownCustomers(
      source: source, settings: settings, identity: identity, archives: archives)
    try registry.forEachArtifact { known.take($0) }
    if settings.customers != nil { known.missing = [] }
    return known
  }

  private mutating func take(_ artifact: ArtifactRecord) {
    count += 1
    guard let index = source.customers.list.index(of: artifact.customer) else {
      missing.append(artifact.customer)
      return
    }
    guard let place = source.customers.shard.place(ofListIndex: index) else { return }
    ages.note(artifact.lastTime, at: place)
    if comparesFiles, isUnchanged(artifact) { unchanged.insert(place) }
  }

  /// Two looks at the file system: the customer's file and its archive.
  private func isUnchanged(_ artifact: ArtifactRecord) -> Bool {
    guard artifact.specificationDigest == specificationDigest else { return false }
    let file = source.folder + "/" + artifact.customer.text + ".csv"
    // What cannot be looked at is for a worker to find out.
    let plain = try? FileIdentity(path: file)
    let packed =
      plain == nil || source.hasTwoFilesOfOne ? try? FileIdentity(path: file + ".gz") : nil
    // Who has both has none that is known to be the right one.
    guard plain == nil || packed == nil, plain ?? packed == artifact.source else { return false }
    let archive = archives + "/" + artifact.customer.archiveName
    guard let identity = try? FileIdentity(path: archive) else { return false }
    return ArtifactVersion(identity).token == artifact.version
  }

  /// The first few of the missing, by name.
  var missingExamples: [String] { missing.prefix(Self.exampleCount).map(\.text) }

  private static let exampleCount = 3

  /// Why a night must not begin, nil where it may: too many files are gone.
  func refusal(_ settings: TrainingSettings) -> TrainingError? {
    guard let share = settings.maximumMissingShare, settings.customers == nil,
      Double(missing.count) > share * Double(count)
    else { return nil }
    return .tooManyMissing(
      missing: missing.count, known: count, examples: missingExamples,
      dataFolder: settings.dataFolder)
  }
}
