import Customers
import FileSystem
import FleetTraining
import Foundation
import ModelRegistry
import SeriesIngest
import TestFolders
import Testing

@Test func `before the first run every customer is new, and nothing is made`() throws {
  let fleet = try Fleet(customers: Fleet.names(5), worker: ScriptedWorker.command())

  let preview = try fleet.preview()

  #expect(preview.resumedRun == nil)
  #expect(preview.customersToTrain == 5)
  #expect(preview.groups.map(\.reason) == [.new])
  #expect(preview.groups.first?.examples == ["c1000", "c1001", "c1002"])
  #expect(!FileManager.default.fileExists(atPath: fleet.settings.artifactsFolder))
}

@Test func `a run to go on with shows what is done and what failed`() async throws {
  let trouble = """
    test $name = c1001 && outcome='["failed",1,"empty","no rows"]'
    if test $name = c1003; then report; echo '{"failed":"the disk is full"}'; exit 1; fi
    """
  let fleet = try Fleet(
    customers: Fleet.names(5), worker: ScriptedWorker.command(trouble: trouble))
  await #expect(throws: TrainingError.self) { try await fleet.run() }

  let preview = try fleet.preview()
  let again = try fleet.preview { $0.beginning = .onlyFailed }
  let anew = try fleet.preview { $0.beginning = .restart }

  #expect(preview.resumedRun == 1)
  #expect(preview.reasons == [.new: 2, .done: 2, .failedBefore: 1])
  #expect(again.resumedRun == 1)
  #expect(again.reasons == [.new: 2, .done: 2, .triedAgain: 1])
  #expect(again.customersToTrain == 3)
  #expect(anew.resumedRun == nil)
  #expect(anew.customersToTrain == 5)
}

@Test func `whoever has no model because its training failed is not new`() async throws {
  let trouble = #"test $name = c1001 && outcome='["failed",1,"empty","no rows"]'"#
  let fleet = try Fleet(
    customers: Fleet.names(3), worker: ScriptedWorker.command(trouble: trouble))
  _ = try await fleet.run()

  let preview = try fleet.preview()

  #expect(preview.reasons == [.changed: 2, .triedAgain: 1])
  #expect(preview.customersToTrain == 3)
}

@Test func `files are compared with those the models were made from`() async throws {
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  _ = try await fleet.run()
  try await fleet.record("c1000", from: "c1000")
  try await fleet.record("gone", from: "c1000")

  let preview = try fleet.preview()
  let others = try fleet.preview { $0.reading.valueColumn = "y" }

  // What the scripted worker reports is no file of this fleet.
  #expect(preview.reasons == [.changed: 2, .unchanged: 1])
  #expect(preview.withoutFile == 1)
  #expect(others.reasons == [.otherSettings: 3])
}

@Test func `only the customers asked for are trained, and no others are missed`() async throws {
  let fleet = try Fleet(customers: Fleet.names(6), worker: ScriptedWorker.command())
  _ = try await fleet.run()
  let chosen = CustomerList([try CustomerID("c1001"), try CustomerID("c1004")])

  let preview = try fleet.preview { $0.customers = chosen }
  let report = try await fleet.run { $0.customers = chosen }

  #expect(preview.customersToTrain == 2)
  #expect(preview.withoutFile == 0)
  #expect(report.run.counts.customers == 2)
  #expect(try fleet.outcomes().keys.sorted() == ["c1001", "c1004"])
}

@Test func `a selection does not overtake an unfinished run of all`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(4), worker: ScriptedWorker.command(before: "exit 1"))
  await #expect(throws: TrainingError.self) { try await fleet.run() }
  _ = try await fleet.run {
    $0.customers = CustomerList([try CustomerID("c1001")])
    $0.worker = ScriptedWorker.command()
  }

  let report = try await fleet.run { $0.worker = ScriptedWorker.command() }

  #expect(report.isResumed)
  #expect(report.run.id == 1)
}

@Test func `a removed customer is gone from archives and registry`() async throws {
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  _ = try await fleet.run()
  try fleet.folder.write("archive", to: "artifacts/c1001.tar.gz")
  let removal = CustomerRemoval(fleet.layout) { 1 }

  let unknown = try await removal.remove([CustomerID("c1001"), CustomerID("nobody")])

  #expect(unknown.map(\.text) == ["nobody"])
  #expect(try fleet.folder.names(in: "artifacts") == [".fleetcast"])
  #expect(try fleet.registry().artifact(of: CustomerID("c1001")) == nil)
  #expect(try fleet.outcomes().keys.sorted() == ["c1000", "c1002"])
}

@Test func `nothing is removed while a run is active, or where nothing was trained`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  let removal = CustomerRemoval(fleet.layout) { 1 }
  await #expect(throws: TrainingError.self) { try await removal.remove([CustomerID("c1000")]) }
  #expect(!FileManager.default.fileExists(atPath: fleet.settings.artifactsFolder))

  _ = try await fleet.run()
  let lock = try FileLock.tryAcquire(.exclusive, path: fleet.layout.runLock)
  let error = await #expect(throws: TrainingError.self) {
    try await removal.remove([CustomerID("c1000")])
  }
  _ = consume lock

  guard case .anotherRunActive = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(try fleet.outcomes().count == 1)
}

@Test func `nothing is removed while a worker outlives its run`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  _ = try await fleet.run()
  let orphan = try Orphan(lock: fleet.layout.workersLock)

  let error = await #expect(throws: TrainingError.self) {
    try await CustomerRemoval(fleet.layout) { 1 }.remove([CustomerID("c1000")])
  }
  try orphan.end()

  guard case .anotherRunActive = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(try fleet.outcomes().count == 1)
}

extension TrainingPreview {
  fileprivate var reasons: [Reason: Int] {
    Dictionary(uniqueKeysWithValues: groups.map { ($0.reason, $0.customers) })
  }
}

extension Fleet {
  fileprivate func preview(
    _ change: (inout TrainingSettings) throws -> Void = { _ in }
  ) throws -> TrainingPreview {
    var settings = settings
    try change(&settings)
    return try FleetTrainer(settings, logger: logger) { 0 }.preview()
  }

  /// Notes that `customer` was trained from the file of `file`, by this fleet's specification.
  fileprivate func record(_ customer: String, from file: String) async throws {
    let any = try #require(try registry().artifact(of: CustomerID("c1000")))
    let writer = try RegistryWriter(path: layout.registry) { 1 }
    let run = try await writer.begin(
      NewRun(identity: "other", kind: .train, dataPath: "/data", options: "{}", customers: 1))
    let source = try FileIdentity(path: folder.path("data/\(file).csv"))
    try await writer.record(
      [
        RecordedOutcome(
          OutcomeRecord(customer: customer, status: .trained),
          artifact: ArtifactRecord(
            customer: try CustomerID(customer), version: "v", source: source,
            sourceDigest: any.sourceDigest, specificationDigest: any.specificationDigest,
            firstTime: 0, lastTime: 0))
      ], in: run.id)
    try await writer.end(run.id, as: .finished)
  }
}
