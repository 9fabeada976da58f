import FleetTraining
import Foundation
import ModelRegistry
import TestFolders
import Testing

@Test func `every customer of the folder gets an outcome`() async throws {
  let fleet = try Fleet(customers: Fleet.names(40), worker: ScriptedWorker.command(), workers: 3)

  let report = try await fleet.run()

  #expect(report.run.state == .finished)
  #expect(!report.isResumed)
  #expect(report.customersDone == 40)
  #expect(report.run.counts.trained == 40)
  #expect(report.run.accuracy.mase == 0.5)
  #expect(try fleet.outcomes().count == 40)
}

@Test func `progress ends with every customer done`() async throws {
  let fleet = try Fleet(customers: Fleet.names(5), worker: ScriptedWorker.command())
  let (stream, continuation) = AsyncStream.makeStream(of: RunProgress.self)

  _ = try await fleet.run(progress: { continuation.yield($0) })
  continuation.finish()

  var last: RunProgress?
  for await progress in stream { last = progress }
  #expect(last?.done == 5)
  #expect(last?.total == 5)
}

@Test(arguments: [
  "test $name = c1002 && echo garbage", "test $name = c1002 && echo '{\"started\":77}'",
  "test $name = c1002 && exit 0", "test $name = c1002 && exit 3",
  "test $name = c1002 && echo '{\"outcomes\":[1,2]}'",
])
func `a worker that is not in order costs the customer in hand`(trouble: String) async throws {
  let fleet = try Fleet(
    customers: Fleet.names(6), worker: ScriptedWorker.command(trouble: trouble))

  let report = try await fleet.run()

  #expect(report.run.counts.trained == 5)
  #expect(report.failures.map(\.reason) == ["worker_crashed"])
}

@Test func `machines share a fleet by shards`() async throws {
  let fleet = try Fleet(customers: Fleet.names(7), worker: ScriptedWorker.command())

  let report = try await fleet.run { $0.shard = Shard(index: 1, of: 3) ?? .whole }

  #expect(report.run.counts.customers == 2)
  #expect(try fleet.outcomes().keys.sorted() == ["c1001", "c1004"])
}

@Test func `files with bad names are failures of the run`() async throws {
  let fleet = try Fleet(customers: ["good", "bad name"], worker: ScriptedWorker.command())

  let report = try await fleet.run()

  #expect(report.run.counts.customers == 2)
  #expect(report.failures.map(\.reason) == ["invalid_customer_id"])
  #expect(report.failures.first?.examples.first?.message.contains("rename") == true)
}

@Test func `a data folder that is missing is an error of its own`() async throws {
  let fleet = try Fleet(customers: [], worker: ScriptedWorker.command())

  await #expect(throws: TrainingError.self) {
    try await fleet.run { $0.dataFolder += "/missing" }
  }

  #expect(!FileManager.default.fileExists(atPath: fleet.settings.artifactsFolder))
}

@Test func `an artifacts folder that is a file cannot be used`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  try fleet.folder.write("x", to: "artifacts")

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  guard case .artifactsNoFolder = error else {
    Issue.record("\(String(describing: error))")
    return
  }
}
