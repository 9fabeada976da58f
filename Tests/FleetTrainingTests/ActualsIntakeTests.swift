import ActualsSpool
import Customers
import FileSystem
import FleetTraining
import Forecasting
import Foundation
import ModelArtifacts
import ModelRegistry
import TestFolders
import Testing

struct ActualsIntakeTests {
  private let folder: TemporaryFolder
  private let layout: TrainingLayout
  private let spool: ActualsSpool

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("artifacts/.fleetcast")
    layout = TrainingLayout(artifacts: folder.path("artifacts"))
    spool = ActualsSpool(folder: layout.actuals)
  }

  /// A model of `days` days from 1970-01-01 with a weekly shape.
  private func place(_ name: String, days: Int) async throws {
    let customer = try CustomerID(name)
    let series = try TimeSeries(
      timestamps: (0..<days).map { Int64($0) * 86_400 }, values: (0..<days).map(Self.value))
    var fitter = ModelFitter(spec: ModelSpec())
    let fit = try fitter.fit(series)
    let digest = ContentDigest(high: 0, low: 0)
    let manifest = ArtifactManifest(
      customer: customer, rows: days, firstTime: 0, lastTime: fit.model.trainedThrough,
      interval: fit.model.interval, sourceDigest: digest, specificationDigest: digest,
      accuracy: fit.accuracy)
    var writer = ArtifactWriter()
    let bytes = try writer.encode(
      ModelArtifact(
        manifest: manifest, model: .fitted(fit.model),
        state: ArtifactState(update: fit.state, watermark: nil)))
    try await ArchivePlacement(artifactsFolder: layout.artifacts).place(
      bytes, of: customer, replacing: true)
  }

  private static func value(_ day: Int) -> Double { 50 + Double(day * 5 % 7) + Double(day % 3) }

  private func actual(_ customer: String, day: Int, _ value: Double? = nil) throws -> Actual {
    Actual(
      customer: try CustomerID(customer), timestamp: Int64(day) * 86_400,
      value: value ?? Self.value(day))
  }

  private func takeIn() async throws -> ActualsIntake.Report {
    try await ActualsIntake(layout) { Int64(Date().timeIntervalSince1970 * 1000) }.takeIn()
  }

  @Test func `models are scored on what is after their last rows and stay as they are`()
    async throws
  {
    try await place("a", days: 100)
    try await place("b", days: 100)
    let archive = try Data(contentsOf: folder["artifacts/a.tar.gz"])
    try spool.append([
      try actual("a", day: 99), try actual("a", day: 100), try actual("a", day: 101, 1e6),
      try actual("b", day: 102), try actual("nobody", day: 100),
    ])

    let report = try await takeIn()

    #expect(report.ahead?.customers == 2)
    #expect(report.ahead?.values == 3)
    #expect(report.dropped.mapValues(\.actuals) == [.learnt: 1, .unknownCustomer: 1])
    #expect(report.dropped[.unknownCustomer]?.examples == ["nobody"])
    #expect(report.unscored == 0)
    let registry = try Registry(readOnly: layout.registry)
    #expect(try registry.aheadScore(of: "a")?.coverage80 ?? 1 < 1)
    #expect(try registry.fleetScores(limit: 1).isEmpty)
    #expect(try Data(contentsOf: folder["artifacts/a.tar.gz"]) == archive)
    #expect(try spool.actuals().map(\.customer.text) == ["a", "a", "b"])
  }

  @Test func `taking in again changes nothing, a corrected value is scored as corrected`()
    async throws
  {
    try await place("a", days: 100)
    try spool.append([try actual("a", day: 100, 1e6)])

    let first = try await takeIn()
    let second = try await takeIn()
    try spool.append([try actual("a", day: 100)])
    let corrected = try await takeIn()

    #expect(first == second)
    #expect(first.ahead?.coverage80 == 0)
    #expect(corrected.ahead?.values == 1)
    #expect(corrected.ahead?.mase ?? .infinity < first.ahead?.mase ?? 0)
  }

  @Test func `what a model has learnt from its file since is dropped`() async throws {
    try await place("a", days: 100)
    try spool.append([try actual("a", day: 100), try actual("a", day: 101)])
    _ = try await takeIn()

    try await place("a", days: 102)
    let report = try await takeIn()

    #expect(report.ahead == nil)
    #expect(report.dropped.mapValues(\.actuals) == [.learnt: 2])
    #expect(try spool.actuals().isEmpty)
  }

  @Test func `what can never be scored is dropped and said, and fills no spool`() async throws {
    try await place("a", days: 100)
    try spool.append([
      Actual(customer: try CustomerID("a"), timestamp: 100 * 86_400 + 7, value: 1),
      try actual("a", day: 20_000), try actual("a", day: 101),
    ])

    let report = try await takeIn()
    let again = try await takeIn()

    #expect(report.dropped.mapValues(\.actuals) == [.offGrid: 1, .tooFar: 1])
    #expect(again.dropped.isEmpty)
    #expect(again.ahead?.values == 1)
    #expect(try spool.actuals() == [actual("a", day: 101)])
  }

  @Test func `what its customer's file does not reach in thirty days waits no longer`() async throws
  {
    try await place("a", days: 100)
    let day: Int64 = 86_400
    let early = ActualsSpool(folder: layout.actuals, limit: 1 << 20, partBytes: 4096) { 0 }
    let late = ActualsSpool(folder: layout.actuals, limit: 1 << 20, partBytes: 4096) { 5 * day }
    try early.append([try actual("a", day: 100), try actual("a", day: 101)])
    try late.append([try actual("a", day: 101), try actual("a", day: 102)])
    func takeIn(onDay number: Int64) async throws -> ActualsIntake.Report {
      try await ActualsIntake(layout) { number * day * 1000 }.takeIn()
    }

    let before = try await takeIn(onDay: 29)
    let after = try await takeIn(onDay: 31)
    let last = try await takeIn(onDay: 35)

    #expect(before.ahead?.values == 3 && before.dropped.isEmpty)
    #expect(after.ahead?.values == 2)
    #expect(after.dropped.mapValues(\.actuals) == [.expired: 1])
    #expect(last.ahead == nil)
    #expect(try spool.actuals().isEmpty)
  }

  @Test func `a rolled back model is judged by what it foretold itself`() async throws {
    let nights = try KeptNights()
    try await nights.train("a", level: 10)
    let run = try await nights.train("a", level: 90)
    let spool = ActualsSpool(folder: nights.layout.actuals)
    try spool.append([
      Actual(customer: try CustomerID("a"), timestamp: 1_704_844_800, value: 11)
    ])
    let intake = ActualsIntake(nights.layout, now: nights.now)
    _ = try await intake.takeIn()
    let before = try #require(try nights.registry().aheadScore(of: "a"))

    _ = try await nights.rollBack(run)

    let after = try #require(try nights.registry().aheadScore(of: "a"))
    #expect(before.mae > 50)
    #expect(after.mae < 5)
  }

  @Test func `while a run is active they wait`() async throws {
    try spool.append([try actual("a", day: 100)])
    guard let lock = try FileLock.tryAcquire(.exclusive, path: layout.runLock) else {
      Issue.record("the lock of a run is taken")
      return
    }

    await #expect(throws: TrainingError.self) { _ = try await takeIn() }

    #expect(try spool.actuals().count == 1)
    _ = consume lock
  }
}
