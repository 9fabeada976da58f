import FleetTraining
import Foundation
import ModelRegistry
import TestFolders
import Testing

struct `A promotion that is partial` {
  private let nights: KeptNights
  private let stage: StageName

  init() async throws {
    nights = try KeptNights()
    stage = try #require(StageName("trial"))
    try await nights.train("a", "b", level: 10)
  }

  /// Records a finished run of the two customers into the stage and puts their present models there.
  private func fillStage(
    damaging damaged: String? = nil, options: String = "{}"
  ) async throws {
    let writer = try RegistryWriter(path: nights.layout.registry, now: nights.now)
    var new = NewRun(
      identity: "stage", kind: .train, dataPath: "/data", options: options, customers: 2)
    new.stage = stage.text
    let run = try await writer.begin(new)
    try await writer.record(
      ["a", "b"].map {
        RecordedOutcome(OutcomeRecord(customer: $0, status: .trained), artifact: nil)
      }, in: run.id)
    try await writer.end(run.id, as: .finished)
    let folder = nights.folder["models/.fleetcast/staged/trial"]
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, bytes) in try nights.archives() {
      let staged = name == damaged ? Data("no archive".utf8) : bytes
      try staged.write(to: folder.appending(path: "\(name).tar.gz"))
    }
  }

  private func promote() async throws -> ExchangeReport {
    try await RunPromotion(nights.layout, now: nights.now).promote(stage)
  }

  @Test func `because it was interrupted says what is left, and the stage stays until all is in`()
    async throws
  {
    try await fillStage()
    let interruption = LateInterruption(after: 2)
    let staged = nights.folder["models/.fleetcast/staged/trial"].path

    let interrupted = try await RunPromotion(
      nights.layout, now: nights.now, isInterrupted: { interruption.hasHappened() }
    ).promote(stage)
    let isThere = FileManager.default.fileExists(atPath: staged)
    let completed = try await promote()

    #expect(interrupted.run.state == .interrupted && interrupted.run.counts.left == 1)
    #expect(isThere && !FileManager.default.fileExists(atPath: staged))
    #expect(completed.run.id == interrupted.run.id && completed.placed == 2)
  }

  @Test(arguments: [("00", false), ("01", true)])
  func `says whether the next night needs other options`(digest: String, other: Bool) async throws {
    let writer = try RegistryWriter(path: nights.layout.registry, now: nights.now)
    let night = try await writer.begin(
      NewRun(
        identity: "night", kind: .retrain, dataPath: "/data",
        options: #"{"specificationDigest":"00"}"#, customers: 0))
    try await writer.end(night.id, as: .finished)
    try await fillStage(options: #"{"specificationDigest":"\#(digest)"}"#)

    let preview = try await RunPromotion(nights.layout, now: nights.now).preview(stage)
    let report = try await promote()

    #expect(preview.changesSpecification == other)
    #expect(report.changesSpecification == other)
  }

  @Test func `waits for a stage that was cut off`() async throws {
    let writer = try RegistryWriter(path: nights.layout.registry, now: nights.now)
    var new = NewRun(
      identity: "stage", kind: .train, dataPath: "/data", options: "{}", customers: 2)
    new.stage = stage.text
    _ = try await writer.begin(new)

    let error = await #expect(throws: HistoryError.self) { try await promote() }

    #expect("\(try #require(error))".contains("is not finished (cut off)"))
  }

  @Test func `and whose stage is removed is given up, with what failed`() async throws {
    try await fillStage(damaging: "b")
    let partial = try await promote()
    try FileManager.default.removeItem(at: nights.folder["models/.fleetcast/staged/trial"])

    await #expect(throws: HistoryError.self) { try await promote() }

    let run = try #require(try nights.registry().run(partial.run.id))
    #expect(partial.run.state == .partial)
    #expect(run.state == .abandoned && run.message == "its stage was removed")
    #expect(run.counts.failed == 1 && run.counts.placed == 1)
  }

  @Test func `can be tried dry before, and then changes nothing`() async throws {
    try await fillStage()
    try FileManager.default.removeItem(at: nights.folder["models/b.tar.gz"])
    let before = try nights.archives()

    let preview = try await RunPromotion(nights.layout, now: nights.now).preview(stage)

    #expect(preview.replaced.examples == ["a"] && preview.added.examples == ["b"])
    #expect(preview.removed.customers == 0 && preview.target.stage == "trial")
    #expect(try nights.archives() == before)
    #expect(try nights.registry().runs(limit: 9).count == 2)
    #expect(nights.folder.exists("models/.fleetcast/staged/trial"))
    #expect(try await promote().placed == 2)
  }

  @Test func `is given up when a newer run of the same stage is promoted`() async throws {
    try await fillStage(damaging: "b")
    let partial = try await promote()
    try await fillStage()

    let whole = try await promote()

    #expect(whole.run.id != partial.run.id)
    #expect(whole.run.state == .finished && whole.placed == 2)
    #expect(try nights.registry().run(partial.run.id)?.state == .abandoned)
  }
}
