import ArchiveHistory
import Customers
import FileSystem
import ModelArtifacts
import ModelRegistry

/// Puts archives in place that are made already, batch by batch, as a run of its own.
///
/// The road is that of a worker: what is replaced is kept, one sync, renames, one sync, outcomes.
/// Cut off anywhere, the same run goes on with the customers that have no outcome; what is in
/// place already is recognised by its bytes.
struct ArchiveExchange: ~Copyable {
  private let directory: String
  private let writer: RegistryWriter
  private let run: RunRecord
  private var files: DurabilityBatch
  private var previous: VersionPackWriter
  private var batch: [Change] = []
  private let reader = ArtifactReader()

  /// Customers with an outcome of an earlier session.
  private let done: Set<String>

  struct Change {
    let customer: CustomerID
    let status: OutcomeStatus
    /// Nil where the archive goes.
    let manifest: ArtifactManifest?
    var version: String?
    var isStaged = false
  }

  private static let batchSize = 512

  init(_ layout: TrainingLayout, _ writer: RegistryWriter, run: RunRecord) throws {
    let files = try DurabilityBatch(
      directory: layout.artifacts, temporaryDirectory: layout.temporary(ofWorker: 0))
    var done: Set<String> = []
    try writer.registry.forEachOutcome(of: run.id) { customer, _ in done.insert(customer) }
    self.done = done
    self.files = files
    directory = layout.artifacts
    self.writer = writer
    self.run = run
    previous = VersionPackWriter(
      VersionPack(
        stem: layout.previous.stem(ofWorker: 0, run: run.id),
        runStartedMilliseconds: run.startedMilliseconds),
      directory: layout.artifacts)
  }

  /// Whether an earlier session has dealt with the customer.
  func isDone(_ customer: CustomerID) -> Bool { done.contains(customer.text) }

  /// Puts an archive in place, unless its bytes stand there already.
  mutating func place(
    _ bytes: [UInt8], of customer: CustomerID, as status: OutcomeStatus
  ) async throws(TrainingError) {
    let manifest: ArtifactManifest
    do throws(ArtifactError) {
      manifest = try reader.decodeManifest(bytes, of: customer)
    } catch {
      return try await refuse(customer, reason: error.reason, message: "\(error)")
    }
    var change = Change(customer: customer, status: status, manifest: manifest)
    do throws(FileSystemError) {
      let standing = try StandingArchive(of: customer, in: directory)
      if let standing, standing.bytes == bytes {
        change.version = standing.version
      } else {
        try previous.save(customer)
        try files.stage(bytes, as: customer.archiveName)
        change.isStaged = true
      }
    } catch {
      throw .fileSystem(error)
    }
    try await add(change)
  }

  /// Takes an archive away.
  mutating func withdraw(_ customer: CustomerID) async throws(TrainingError) {
    do throws(FileSystemError) {
      if Directory.hasEntry(at: directory + "/" + customer.archiveName) {
        try previous.save(customer)
      }
    } catch {
      throw .fileSystem(error)
    }
    try await add(Change(customer: customer, status: .withdrawn, manifest: nil))
  }

  /// Leaves a customer's archive as it is.
  mutating func refuse(
    _ customer: CustomerID, reason: String, message: String
  ) async throws(TrainingError) {
    let outcome = OutcomeRecord(
      customer: customer.text, status: .failed, reason: reason, message: message)
    do throws(RegistryError) {
      try await writer.record([RecordedOutcome(outcome)], in: run.id)
    } catch {
      throw .registry(error)
    }
  }

  private mutating func add(_ change: Change) async throws(TrainingError) {
    batch.append(change)
    if batch.count >= Self.batchSize { try await publish() }
  }

  /// Puts in place and records what is left of the last batch.
  mutating func finish() async throws(TrainingError) { try await publish() }

  private mutating func publish() async throws(TrainingError) {
    guard !batch.isEmpty else { return }
    do {
      try previous.flush()
      var published = try files.publish()[...]
      for index in batch.indices where batch[index].isStaged {
        batch[index].version = published.popFirst().map { ArtifactVersion($0.identity).token }
      }
      for change in batch where change.manifest == nil { try remove(change.customer) }
      try files.settle()
      try await writer.record(batch.map(\.outcome), in: run.id)
    } catch {
      throw TrainingError(layer: error)
    }
    batch.removeAll(keepingCapacity: true)
  }

  private func remove(_ customer: CustomerID) throws(FileSystemError) {
    do throws(FileSystemError) {
      try Directory(directory).remove(customer.archiveName)
    } catch  where error.isMissing {
      // Gone before a session that was cut off could record it.
    }
  }
}

extension ArchiveExchange.Change {
  var outcome: RecordedOutcome {
    let outcome = OutcomeRecord(customer: customer.text, status: status, rows: manifest?.rows ?? 0)
    guard let manifest, let version else { return RecordedOutcome(outcome) }
    return RecordedOutcome(
      outcome,
      artifact: ArtifactRecord(
        customer: customer, version: version, source: .unknown,
        sourceDigest: manifest.sourceDigest, specificationDigest: manifest.specificationDigest,
        firstTime: manifest.firstTime, lastTime: manifest.lastTime))
  }
}

extension FileIdentity {
  /// Equal to that of no file: whoever asks whether a customer's file is the one that its model was
  /// made from has to look at it.
  fileprivate static let unknown = FileIdentity(
    sizeBytes: -1, modifiedNanoseconds: 0, inode: 0)
}

extension TrainingError {
  /// What a lower layer says.
  init(layer error: any Error) {
    switch error {
    case let error as TrainingError: self = error
    case let error as RegistryError: self = .registry(error)
    case let error as FileSystemError: self = .fileSystem(error)
    default: preconditionFailure("an error of another layer: \(error)")
    }
  }
}
