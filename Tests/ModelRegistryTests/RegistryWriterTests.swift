import GRDB
import ModelRegistry
import TestFolders
import Testing

@Test func `a new run is running and starts at the clock's time`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer(at: 5_000)

  let run = try await writer.begin(newRun(customers: 7))

  #expect(run.id == 1)
  #expect(run.state == .running)
  #expect(run.startedMilliseconds == 5_000)
  #expect(run.counts.customers == 7)
  #expect(try writer.registry.lastRun() == run)
}

@Test func `outcomes are counted in their run by status`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())

  try await writer.record(
    [
      trained("a", mase: 1, warnings: ["2 rows out of order"]), trained("b", mase: 2),
      failed("c", reason: "empty"),
    ], in: run.id)
  try await writer.record([failed("d", reason: "empty"), failed("e", reason: "x")], in: run.id)

  let counts = try #require(try writer.registry.run(run.id)).counts
  #expect(counts.trained == 2)
  #expect(counts.warned == 1)
  #expect(counts.failed == 3)
  #expect(counts.done == 5)
  #expect(try writer.registry.run(run.id)?.accuracy == AccuracyRecord(mase: 1.5))
}

@Test func `an outcome that stands already takes the whole batch back`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record([trained("a")], in: run.id)

  await #expect(throws: RegistryError.self) {
    try await writer.record([trained("b"), trained("a")], in: run.id)
  }

  #expect(try writer.registry.run(run.id)?.counts.trained == 1)
  #expect(try writer.registry.history(of: "b").isEmpty)
}

@Test func `a run that died without a word is interrupted when the next one begins`() async throws {
  let folder = try TemporaryFolder()
  let dead = try await folder.writer().begin(newRun(identity: "a"))

  _ = try await folder.writer(at: 2_000).begin(newRun(identity: "b"))

  let run = try #require(try Registry(readOnly: folder.path("registry.sqlite")).run(dead.id))
  #expect(run.state == .interrupted)
  #expect(run.endedMilliseconds == 1_000)
}

@Test(arguments: [RunState.interrupted, .failed, .deadline])
func `an unfinished run is resumable`(state: RunState) async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())

  try await writer.end(run.id, as: state, message: "why")

  let ended = try #require(try writer.registry.lastRun(identity: "a"))
  #expect(ended.id == run.id)
  #expect(ended.state.isResumable)
  #expect(ended.message == "why")
  #expect(ended.endedMilliseconds == 1_000)
}

@Test(arguments: [RunState.finished, .abandoned])
func `a finished or abandoned run is not resumable`(state: RunState) async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())

  try await writer.end(run.id, as: state)

  #expect(try writer.registry.lastRun(identity: "a")?.state == state)
  #expect(!state.isResumable)
}

@Test func `the last run of an identity is the newest of them`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let first = try await writer.begin(newRun())
  try await writer.end(first.id, as: .interrupted)
  let second = try await writer.begin(newRun())
  _ = try await writer.begin(newRun(identity: "b"))

  #expect(try writer.registry.lastRun(identity: "a")?.id == second.id)
}

@Test func `a resumed run is running again and keeps start and counts`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer(at: 1_000)
  let run = try await writer.begin(newRun())
  try await writer.record([trained("a")], in: run.id)
  try await writer.end(run.id, as: .interrupted, message: "why")

  let resumed = try await folder.writer(at: 9_000).resume(run.id, customers: 4)

  #expect(resumed.state == .running)
  #expect(resumed.startedMilliseconds == 1_000)
  #expect(resumed.updatedMilliseconds == 9_000)
  #expect(resumed.endedMilliseconds == nil)
  #expect(resumed.message == nil)
  #expect(resumed.counts.customers == 4)
  #expect(resumed.counts.trained == 1)
}

@Test func `forgotten failures leave no trace in counts and summaries`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record([trained("a"), failed("b")], in: run.id)

  let resumed = try await writer.resume(run.id, customers: 2, forgettingFailures: true)

  #expect(resumed.doneBeforeSession == 1)
  #expect(try writer.registry.run(run.id)?.counts.failed == 0)
  #expect(try writer.registry.run(run.id)?.counts.trained == 1)
  #expect(try writer.registry.failures(of: run.id).isEmpty)
  try await writer.record([trained("b")], in: run.id)
  #expect(try writer.registry.run(run.id)?.counts.trained == 2)
}

@Test func `failures are forgotten only if the run goes on`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record([trained("a"), failed("b")], in: run.id)
  try await writer.end(run.id, as: .finished)
  let database = try DatabaseQueue(path: folder.path("registry.sqlite"))
  try await database.write {
    try $0.execute(
      sql: """
        CREATE TRIGGER stays_finished BEFORE UPDATE OF customers ON runs
        BEGIN SELECT RAISE(ABORT, 'no'); END
        """)
  }

  await #expect(throws: RegistryError.self) {
    try await writer.resume(run.id, customers: 2, forgettingFailures: true)
  }

  #expect(try writer.registry.run(run.id)?.counts.failed == 1)
  #expect(try writer.registry.failures(of: run.id).map(\.customers) == [1])
}
