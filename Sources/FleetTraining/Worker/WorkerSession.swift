import ArchiveHistory
import Customers
package import FileSystem
import ModelArtifacts

/// A worker's work: customers in, archives in place, outcomes out.
///
/// An outcome is told only once its archive is durable under its own name: the archives of a batch
/// are renamed after one sync and are durable after the next, which the following batch shares.
package struct WorkerSession: ~Copyable {
  private var trainer: CustomerTrainer
  private var files: DurabilityBatch
  /// Keeps what the archives replace; nil where nothing is kept.
  private var previous: VersionPackWriter?
  private let limits: BatchLimits
  private let clock = ContinuousClock()
  private let tell: (WorkerMessage) -> Void

  /// Customers not begun yet.
  private var queue = CustomerQueue()
  /// Those of them whose errors are no longer what they were.
  private var drifted: Set<CustomerID> = []
  /// Customers are numbered from 0 in the order they come.
  private var begun = 0
  /// What comes before this number is to be reported without waiting for a full batch.
  private var settleBefore: Int?
  private var isStopping = false
  /// Finished since the last publication.
  private var fresh: [CustomerResult] = []
  private var freshSince: ContinuousClock.Instant?
  /// Renamed, and durable after the next sync.
  private var published: [CustomerResult] = []

  /// A session that has nothing to do yet.
  ///
  /// - Parameters:
  ///   - configuration: What to train, and where.
  ///   - tell: Gets every message to the coordinator, in order.
  /// - Throws: Where the temporary folder cannot be made.
  package init(
    _ configuration: WorkerConfiguration, tell: @escaping (WorkerMessage) -> Void
  ) throws(FileSystemError) {
    // The coordinator wrote the digest; another one is no digest of anything and matches nothing.
    let digest =
      ContentDigest(hexadecimal: configuration.model.digest)
      ?? ContentDigest(high: 0, low: 0)
    trainer = CustomerTrainer(configuration, specificationDigest: digest)
    files = try DurabilityBatch(
      directory: configuration.folders.artifacts,
      temporaryDirectory: configuration.folders.temporary)
    previous = configuration.folders.previous.map { stem in
      VersionPackWriter(
        VersionPack(
          stem: stem,
          runStartedMilliseconds: configuration.runStartedNanoseconds / 1_000_000),
        directory: configuration.folders.artifacts)
    }
    limits = configuration.batch
    self.tell = tell
  }

  /// Whether nothing can be done before the next message comes.
  package var isIdle: Bool { queue.isEmpty && !mustReport && !isStopping }

  /// Whether the session was told to end and has done so.
  package private(set) var hasEnded = false

  package mutating func take(_ message: CoordinatorMessage) {
    switch message {
    case .configure: break
    case .batch(let customers): queue.append(customers)
    case .drifted(let customers): drifted.formUnion(customers)
    case .settle: settleBefore = begun + queue.count
    case .stop:
      queue.removeAll()
      isStopping = true
    }
  }

  /// Does one customer, or reports.
  ///
  /// - Throws: What concerns the whole fleet, such as a full disk.
  package mutating func step() throws(FileSystemError) {
    if !mustReport, let customer = queue.popFirst() {
      tell(.started(sequence: begun))
      begun += 1
      try work(on: customer)
      if isBatchFull { try publish() }
    } else {
      try reportEverything()
      if isStopping { hasEnded = true }
    }
  }

  private var mustReport: Bool { settleBefore.map { begun >= $0 } ?? false }

  private mutating func work(on customer: CustomerID) throws(FileSystemError) {
    let start = clock.now
    let ending: CustomerResult.Ending
    switch trainer.train(customer, hasDrifted: drifted.remove(customer) != nil) {
    case .archive(let bytes, let trained, let standing):
      if let failure = keepPrevious(of: customer, standing) {
        ending = .failed(failure)
      } else {
        try stage(bytes, as: customer.archiveName)
        ending = .trained(trained)
      }
    case .adopted(let trained): ending = .adopted(trained)
    case .unchanged(let trained): ending = .unchanged(trained)
    case .failed(let failure): ending = .failed(failure)
    }
    if fresh.isEmpty { freshSince = start }
    fresh.append(
      CustomerResult(durationMicroseconds: (clock.now - start).microseconds, ending: ending))
  }

  /// What cannot be kept is not replaced.
  private mutating func keepPrevious(
    of customer: CustomerID, _ standing: CustomerTrainer.Standing
  ) -> CustomerFailure? {
    do throws(FileSystemError) {
      switch standing {
      case .nothing: previous?.saveNothing(of: customer)
      case .something: try previous?.save(customer)
      case .archive(let archive): previous?.save(archive, of: customer)
      }
      return nil
    } catch {
      return CustomerFailure(
        reason: error.isFolder ? "artifact_not_a_file" : "previous_unreadable",
        message: "\(error)")
    }
  }

  /// A disk that has no room for this archive may have had room for those before it: they are put
  /// in place and reported, so that the run that goes on need not fit them again.
  private mutating func stage(_ bytes: [UInt8], as name: String) throws(FileSystemError) {
    do throws(FileSystemError) {
      try previous?.prepare()
      try files.stage(bytes, as: name)
    } catch {
      // The first failure is the cause of any other.
      try? reportEverything()
      throw error
    }
  }

  private var isBatchFull: Bool {
    guard let freshSince else { return false }
    return fresh.count >= limits.customers
      || clock.now - freshSince >= .milliseconds(limits.milliseconds)
  }

  /// Puts what is ready in place; what was put in place before is durable then and is told.
  private mutating func publish() throws(FileSystemError) {
    tell(.publishing)
    // The sync before the renames makes this durable too.
    try previous?.flush()
    var versions = try files.publish().map { ArtifactVersion($0.identity).token }[...]
    for index in fresh.indices { fresh[index].setVersion(from: &versions) }
    tellPublished()
    published = fresh
    fresh.removeAll(keepingCapacity: true)
    freshSince = nil
  }

  private mutating func reportEverything() throws(FileSystemError) {
    settleBefore = nil
    if !fresh.isEmpty { try publish() }
    guard !published.isEmpty else { return }
    tell(.publishing)
    try files.settle()
    tellPublished()
  }

  private mutating func tellPublished() {
    guard !published.isEmpty else { return }
    tell(.outcomes(published))
    published.removeAll(keepingCapacity: true)
  }
}

extension CustomerResult {
  /// Takes the token of the archive that was staged for this customer, if there was one.
  fileprivate mutating func setVersion(from versions: inout ArraySlice<String>) {
    guard case .trained(var customer) = ending, let version = versions.popFirst() else { return }
    customer.version = version
    ending = .trained(customer)
  }
}

extension Duration {
  /// Rounded down.
  fileprivate var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
