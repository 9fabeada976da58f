import FileSystem
import FleetTraining
import Foundation
import ModelRegistry
import TestFolders
import Testing

struct `A night without a fleet` {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  }

  private func night(_ fleet: Fleet) async -> TrainingError? {
    await #expect(throws: TrainingError.self) {
      _ = try await fleet.run { $0.kind = .retrain }
    }
  }

  @Test func `is refused where the folder is none, and makes none`() async throws {
    let error = try #require(await night(fleet))

    guard case .noFleet = error else {
      Issue.record("\(error)")
      return
    }
    #expect("\(error)".contains("there is no fleet in"))
    #expect(!fleet.folder.exists("artifacts"))
  }

  @Test func `is refused where the folder is empty, as a mount point is without its disk`()
    async throws
  {
    try fleet.folder.makeFolder("artifacts")

    let error = try #require(await night(fleet))

    #expect("\(error)".contains("there is no fleet in"))
    #expect(!fleet.folder.exists("artifacts/.fleetcast"))
  }

  @Test func `foretells the same`() throws {
    var settings = fleet.settings
    settings.kind = .retrain
    let trainer = FleetTrainer(settings, logger: fleet.logger, now: fleet.now)

    let error = #expect(throws: TrainingError.self) { try trainer.previewNight() }

    #expect("\(try #require(error))".contains("there is no fleet in"))
  }

  @Test func `leaves its trace where there was one once`() async throws {
    try await RegistryWriter(path: registry(), now: fleet.now)
      .end(try await begin().id, as: .failed)

    let error = await night(fleet)

    #expect(error != nil)
    let run = try #require(try fleet.registry().lastRun())
    #expect(run.state == .refused && run.message?.contains("there is no fleet in") == true)
  }

  @Test func `is another run's while that may be making the fleet`() async throws {
    _ = try await begin()
    let lock = try FileLock.tryAcquire(.exclusive, path: fleet.layout.runLock)

    let error = try #require(await night(fleet))

    guard case .anotherRunActive = error else {
      Issue.record("\(error)")
      return
    }
    _ = consume lock
  }

  private func registry() throws -> String {
    try fleet.folder.makeFolder("artifacts/.fleetcast")
    return fleet.layout.registry
  }

  private func begin() async throws -> RunRecord {
    try await RegistryWriter(path: registry(), now: fleet.now).begin(
      NewRun(identity: "first", kind: .train, dataPath: "/data", options: "{}", customers: 3))
  }

  @Test func `is none where archives stand that no registry knows`() async throws {
    try fleet.folder.write("", to: "artifacts/c1000.tar.gz")

    let report = try await fleet.run { $0.kind = .retrain }

    #expect(report.run.state == .finished)
  }
}
