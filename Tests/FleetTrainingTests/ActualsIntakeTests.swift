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
    try await ActualsIntake(layout) { 1_000 }.takeIn()
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
    #expect(report.covered == 1 && report.unknown == 1 && report.unscored == 0)
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
    #expect(report.covered == 2)
    #expect(try spool.actuals().isEmpty)
  }

  @Test func `while a run is active they wait`() async throws {
    try spool.append([try actual("a", day: 100)])
    let lock = try FileLock.tryAcquire(.exclusive, path: layout.runLock)

    await #expect(throws: TrainingError.self) { _ = try await takeIn() }

    #expect(try spool.actuals().count == 1)
    _ = consume lock
  }
}
