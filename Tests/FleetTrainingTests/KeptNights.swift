import ArchiveHistory
import Customers
import FileSystem
import FleetTraining
import Forecasting
import Foundation
import ModelArtifacts
import ModelRegistry
import SeriesIngest
import Synchronization
import TestFolders
import Testing

/// A small fleet that runs train night after night, in this process.
final class KeptNights: Sendable {
  let folder: TemporaryFolder
  let layout: TrainingLayout
  private let clock = Mutex<Int64>(1_700_000_000_000)

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("models/.fleetcast")
    layout = TrainingLayout(artifacts: folder.path("models"))
  }

  /// Every question takes a millisecond.
  var now: @Sendable () -> Int64 {
    { [self] in
      clock.withLock { time in
        time += 1
        return time
      }
    }
  }

  // Writes the customers' files, trains them and records it. The values are around `level`, so that
  // every night makes other models; `dying` stops after the archives are in place, as a run that is
  // killed before it records.
  @discardableResult
  func train(_ names: String..., level: Int, dying: Bool = false) async throws -> RunRecord {
    let writer = try RegistryWriter(path: layout.registry, now: now)
    let run = try await writer.begin(
      NewRun(
        identity: "nights", kind: .train, dataPath: "/data", options: "{}",
        customers: names.count))
    for name in names { try folder.write(Self.csv(level), to: "data/\(name).csv") }
    let results = try work(names, in: run)
    guard !dying else { return run }
    try await writer.record(try zip(names, results).map(Self.recorded), in: run.id)
    try await writer.end(run.id, as: .finished)
    return try #require(try writer.registry.run(run.id))
  }

  private func work(_ names: [String], in run: RunRecord) throws -> [CustomerResult] {
    var folders = WorkerFolders(
      data: folder.path("data"), artifacts: layout.artifacts,
      temporary: layout.temporary + "/worker-0", lock: layout.workersLock)
    folders.previous = layout.previous.stem(ofWorker: 0, run: run.id)
    let configuration = WorkerConfiguration(
      folders: folders,
      model: ModelRules(specification: ModelSpec(), digest: String(repeating: "0", count: 32)),
      reading: ReadingRules(ReadingOptions()),
      // Every archive is younger; none is adopted, as every night has other files.
      runStartedNanoseconds: run.startedMilliseconds * 1_000_000, batch: BatchLimits())
    let told = Mutex<[CustomerResult]>([])
    var session = try WorkerSession(configuration) { message in
      if case .outcomes(let results) = message { told.withLock { $0 += results } }
    }
    session.take(.batch(try names.map { try CustomerID($0) }))
    session.take(.settle)
    while !session.isIdle { try session.step() }
    return told.withLock { $0 }
  }

  private static func recorded(_ name: String, _ result: CustomerResult) throws -> RecordedOutcome {
    guard case .trained(let trained) = result.ending else {
      return RecordedOutcome(OutcomeRecord(customer: name, status: .failed, reason: "test"))
    }
    return RecordedOutcome(
      OutcomeRecord(customer: name, status: .trained, rows: trained.rows),
      artifact: ArtifactRecord(
        customer: try CustomerID(name), version: trained.version, source: trained.source,
        sourceDigest: trained.sourceDigest, specificationDigest: ContentDigest(high: 0, low: 0),
        firstTime: trained.firstTime, lastTime: trained.lastTime))
  }

  private static func csv(_ level: Int) -> String {
    "ds,y\n" + (1...9).map { "2024-01-0\($0),\(level + $0 % 3)\n" }.joined()
  }

  /// The bytes of every archive, by customer.
  func archives() throws -> [String: Data] {
    let names = try folder.names(in: "models").filter { $0.hasSuffix(".tar.gz") }
    return Dictionary(
      uniqueKeysWithValues: try names.map {
        (String($0.dropLast(7)), try Data(contentsOf: folder["models/\($0)"]))
      })
  }

  func rollBack(
    _ run: RunRecord, consent: RollbackConsent = []
  ) async throws -> ExchangeReport {
    try await RunRollback(layout, now: now).rollBack(run.id, consent: consent)
  }

  func registry() throws -> Registry { try Registry(readOnly: layout.registry) }
}

/// An interrupt that comes when it has been asked for so often.
final class LateInterruption: Sendable {
  private let left: Mutex<Int>

  init(after questions: Int) { left = Mutex(questions) }

  func hasHappened() -> Bool {
    left.withLock { left in
      left -= 1
      return left < 0
    }
  }
}
