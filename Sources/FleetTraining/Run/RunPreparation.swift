import Customers
import FileSystem
import Foundation
import Logging
import ModelArtifacts
import ModelRegistry
import PrintableText
import SeriesIngest

/// What a run needs before its first worker starts, step by step.
struct RunPreparation {
  private let settings: TrainingSettings
  private let logger: Logger
  private let now: @Sendable () -> Int64

  init(_ settings: TrainingSettings, logger: Logger, now: @escaping @Sendable () -> Int64) {
    self.settings = settings
    self.logger = logger
    self.now = now
  }

  struct Source {
    /// Absolute, without symbolic links.
    let folder: String
    let customers: RunCustomers
    let invalidNames: [InvalidFileName]
    /// Whether some customer has a plain file and a packed one.
    let hasTwoFilesOfOne: Bool
    /// Files that are passed over; nil where there is none.
    let otherEndings: OtherEndings?
  }

  func listSource() throws(TrainingError) -> Source {
    let listing: DataFolderListing
    do throws(DataFolderError) {
      listing = try DataFolder(path: settings.dataFolder).list()
    } catch {
      throw .dataFolder(error)
    }
    let customers = RunCustomers(
      list: settings.customers ?? listing.customers, shard: settings.shard)
    // Bad names belong to no shard and to no selection; the first machine reports them.
    let isFirst = settings.shard.index == 0 && settings.customers == nil
    let invalidNames = isFirst ? listing.invalidNames : []
    guard customers.count > 0 || !invalidNames.isEmpty else {
      throw .emptyShard(settings.shard, customers: customers.list.count)
    }
    return Source(
      folder: Self.canonical(settings.dataFolder), customers: customers,
      invalidNames: invalidNames, hasTwoFilesOfOne: listing.hasTwoFilesOfOne,
      otherEndings: listing.otherEndings)
  }

  /// A night brings a fleet up to date: where there is none, the artifacts folder is most likely a wrong
  /// one, or not mounted.
  ///
  /// - Throws: `TrainingError.noFleet` where neither the registry knows a model nor an archive stands.
  func checkFleet() throws(TrainingError) {
    guard settings.kind == .retrain else { return }
    try TrainingLayout.check(settings.artifactsFolder)
    let layout = TrainingLayout(artifacts: Self.canonical(settings.artifactsFolder))
    do {
      if let registry = try TrainingPreview.registry(layout), try registry.hasArtifacts() { return }
      if try !ArchiveFolder(layout.artifacts).customers().isEmpty { return }
    } catch RegistryError.olderSchema {
      // The run brings it up to date.
      return
    } catch let error as RegistryError {
      throw .registry(error)
    } catch let error as FileSystemError {
      guard error.isMissing else { throw .artifactsFolderUnusable(error) }
    } catch {
      preconditionFailure("an error of another layer: \(error)")
    }
    throw .noFleet(artifactsFolder: settings.artifactsFolder)
  }

  /// Where a run is under way, it may be the one that makes the fleet.
  ///
  /// - Throws: `TrainingError` where there is one.
  func checkNoRunIsActive() async throws(TrainingError) {
    let layout = TrainingLayout(artifacts: Self.canonical(settings.artifactsFolder))
    guard Directory.hasEntry(at: layout.registry) else { return }
    _ = try await layout.takeRunLock(named: settings.artifactsFolder)
  }

  /// A folder of futures that has no file of any customer of the run is most likely the wrong one.
  func warnOfMisfittingFuture(_ source: Source) {
    guard let future = settings.future, future.digest == nil else { return }
    // Why it cannot be listed is said of each customer.
    let names = try? DataFolder(path: future.path).list().customers
    guard names?.contains(where: { source.customers.place(of: $0.text) != nil }) != true else {
      return
    }
    logger.warning("--future: \(future.path) has no file of any customer of this run")
  }

  /// Nobody is to wonder why a customer has no model.
  func warnOfOtherEndings(_ source: Source) {
    guard let files = source.otherEndings else { return }
    logger.warning("\(settings.dataFolder.printable): \(files)")
  }

  static func canonical(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }

  /// The run's lock; waits for whoever only reads the folder.
  func takeLock(
    _ layout: TrainingLayout, unless relay: InterruptRelay
  ) async throws(TrainingError) -> FileLock {
    try await layout.takeRunLock(named: settings.artifactsFolder) {
      attempt throws(TrainingError) in
      guard !relay.isInterrupted, !Task.isCancelled else { throw .interrupted }
      // `status` holds the lock for a moment only; that is not worth a word.
      if attempt == 2 { logger.notice("waiting for 'status --verify' to end") }
    }
  }

  /// Waits until the workers of a run that died are gone, and removes what they left unfinished.
  func clean(
    _ layout: TrainingLayout, unless relay: InterruptRelay
  ) async throws(TrainingError) {
    var isAnnounced = false
    while try layout.areWorkersAlive() {
      guard !relay.isInterrupted, !Task.isCancelled else { throw .interrupted }
      if !isAnnounced { logger.notice("waiting for the workers of an earlier run to end") }
      isAnnounced = true
      // A cancelled run finds out above.
      try? await Task.sleep(for: .milliseconds(50))
    }
    do throws(FileSystemError) {
      try Directory(layout.temporary).removeTree()
    } catch {
      throw .fileSystem(error)
    }
  }

  /// Leaves a trace of a night whose data folder cannot be worked on, where nights are kept at all.
  ///
  /// What keeps it from being recorded is not what the user is to be told.
  func recordRefusal(_ error: TrainingError) async {
    guard settings.kind == .retrain else { return }
    let layout = TrainingLayout(artifacts: Self.canonical(settings.artifactsFolder))
    guard Directory.hasEntry(at: layout.registry),
      let lock = try? await layout.takeRunLock(),
      let writer = try? RegistryWriter(path: layout.registry, now: now)
    else { return }
    let folder = Self.canonical(settings.dataFolder)
    let identity = RunIdentity(settings, dataFolder: folder)
    let run = NewRun(
      identity: identity.text, kind: settings.kind, dataPath: folder, options: identity.options,
      customers: 0)
    try? await writer.refuse(run, message: "\(error)")
    _ = consume lock
  }

  func openRun(
    _ source: Source, _ layout: TrainingLayout
  ) async throws(TrainingError) -> PreparedRun {
    let identity = RunIdentity(settings, dataFolder: source.folder)
    let writer: RegistryWriter
    let opening: Result<RunOpening.Opened, TrainingError>
    do throws(RegistryError) {
      writer = try RegistryWriter(path: layout.registry, now: now)
      opening = try await RunOpening(
        writer: writer, identity: identity, settings: settings, source: source, layout: layout,
        now: now()
      ).open()
    } catch {
      throw .registry(error)
    }
    let opened = try opening.get()
    let drifted: PlaceSet
    do throws(RegistryError) {
      drifted = try driftedPlaces(source, writer.registry)
    } catch {
      throw .registry(error)
    }
    if let stage = settings.stage { try makeStage(layout.stage(stage)) }
    var settings = settings
    settings.reading.mayHaveTwoFiles = source.hasTwoFilesOfOne
    let run = CoordinatedRun(
      record: opened.record, settings: settings, dataFolder: source.folder, layout: layout,
      customers: source.customers, specificationDigest: identity.specificationDigest,
      drifted: drifted, writer: writer, logger: logger, now: now)
    return PreparedRun(
      run: run, pending: opened.pending, order: opened.order, isResumed: opened.isResumed,
      missingExamples: opened.missingExamples)
  }

  private func makeStage(_ folder: String) throws(TrainingError) {
    do throws(FileSystemError) {
      try Directory(folder).create()
    } catch {
      throw .fileSystem(error)
    }
  }
}

extension RunPreparation {
  private static let pageSize = 10_000

  /// The customers whose errors have left their limits; a run that fits all of them need not know.
  private func driftedPlaces(
    _ source: Source, _ registry: Registry
  ) throws(RegistryError) -> PlaceSet {
    var places = PlaceSet(capacity: source.customers.count, isFull: false)
    guard settings.kind == .retrain else { return places }
    var last = ""
    while true {
      let page = try registry.driftedNames(after: last, limit: Self.pageSize)
      for place in page.compactMap(source.customers.place) { places.insert(place) }
      guard page.count == Self.pageSize, let end = page.last else { return places }
      last = end
    }
  }
}

/// A run in the registry, and what is left to do in it.
struct PreparedRun {
  let run: CoordinatedRun
  let pending: PlaceSet
  /// In which they are dealt; empty where that is by name.
  let order: [UInt32]
  let isResumed: Bool
  /// Some of the customers with a model whose file is gone.
  let missingExamples: [String]
}
