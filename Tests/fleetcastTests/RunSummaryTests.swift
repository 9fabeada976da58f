import ModelRegistry
import TestFolders
import Testing

@testable import fleetcast

struct `The end of a run's summary` {
  /// Of a night of so many customers that nobody has worked on.
  private func ending(_ state: RunState, customers: Int) async throws -> String {
    let folder = try TemporaryFolder()
    let writer = try RegistryWriter(path: folder.path("registry.sqlite")) { 1_000 }
    let run = try await writer.begin(
      NewRun(
        identity: "night", kind: .retrain, dataPath: "/data", options: "{}", customers: customers))
    try await writer.end(run.id, as: state)
    let ended = try #require(try writer.registry.run(run.id))
    let settings = try Settings(flags: [:], environment: [:], defaultFileExists: false)
    return RunSummary.ending(of: ended, CommandHint(settings)).joined()
  }

  @Test func `says how many an interrupt has left`() async throws {
    let ending = try await ending(.interrupted, customers: 3)

    #expect(ending == "Interrupted with 3 customers left; the same command goes on with them.")
  }

  @Test func `says that an interrupt has left nothing`() async throws {
    let ending = try await ending(.interrupted, customers: 0)

    #expect(ending == "Interrupted when every customer was done; nothing is left.")
  }

  @Test func `says how many a deadline has left, and when they come`() async throws {
    let ending = try await ending(.deadline, customers: 1)

    #expect(
      ending
        == "The deadline was reached with 1 customer left; the next night begins with the oldest models."
    )
  }
}
