import FleetTraining
import Foundation
import GRDB
import ModelRegistry
import TestFolders
import Testing

@Test func `a customer whose worker crashes every time fails, the others do not`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(30),
    worker: ScriptedWorker.command(trouble: "test $name = c1007 && kill -SEGV $$"), workers: 2)

  let report = try await fleet.run()

  #expect(report.run.counts.trained == 29)
  #expect(report.run.counts.failed == 1)
  #expect(report.failures.first?.reason == "worker_crashed")
  #expect(report.failures.first?.examples.first?.customer == "c1007")
  let outcome = try #require(try fleet.registry().history(of: "c1007").first?.outcome)
  #expect(outcome.attempt == 2)
  #expect(outcome.message?.contains("signal 11") == true)
}

@Test func `a customer whose worker crashes once is trained at the second try`() async throws {
  var fleet = try Fleet(customers: Fleet.names(10), worker: ScriptedWorker.command())
  let mark = fleet.folder.path("crashed")
  fleet.settings.worker = ScriptedWorker.command(
    trouble: "test $name = c1003 && test ! -e \(mark) && touch \(mark) && kill -9 $$")

  let report = try await fleet.run()

  #expect(report.run.counts.trained == 10)
  #expect(try fleet.registry().history(of: "c1003").first?.outcome.attempt == 2)
}

@Test func `a customer that takes too long fails, the others do not`() async throws {
  var fleet = try Fleet(
    customers: Fleet.names(6),
    worker: ScriptedWorker.command(trouble: "test $name = c1002 && exec tail -f /dev/null"))
  fleet.settings.limits.customerTimeout = .seconds(1)

  let report = try await fleet.run()

  #expect(report.run.counts.trained == 5)
  #expect(report.failures.map(\.reason) == ["timed_out"])
}

@Test func `workers that die at once end the run with what they said`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(6),
    worker: ScriptedWorker.command(before: "echo no such library >&2; exit 127"))

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  #expect(error?.description.contains("5 workers died in a row") == true)
  #expect(error?.description.contains("no such library") == true)
  #expect(try fleet.registry().lastRun()?.state == .failed)
}

@Test func `a worker that cannot be started is an error that names it`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(2),
    worker: WorkerCommand(executable: "/nowhere/fleetcast", arguments: []))

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  #expect(error?.description.contains("/nowhere/fleetcast") == true)
}

@Test func `a worker of another version is refused`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(2), worker: ScriptedWorker.command(hello: "99"))

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  #expect(error?.description.contains("version 99") == true)
}

@Test func `what a worker says of the whole fleet ends the run, and the next one goes on`()
  async throws
{
  var fleet = try Fleet(customers: Fleet.names(8), worker: ScriptedWorker.command())
  fleet.settings.worker = ScriptedWorker.command(
    trouble: """
      if test $name = c1005; then report; echo '{"failed":"the disk is full"}'; exit 1; fi
      """)

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  #expect(error?.description.contains("the disk is full") == true)
  #expect(try fleet.registry().lastRun()?.state == .failed)
  let report = try await fleet.run { $0.worker = ScriptedWorker.command() }
  #expect(report.isResumed)
  #expect(report.run.counts.trained == 8)
  #expect(report.customersDone == 3)
}

@Test func `too many failures end the run`() async throws {
  var fleet = try Fleet(
    customers: Fleet.names(40),
    worker: ScriptedWorker.command(
      trouble: #"outcome='["failed",1,"empty","no rows"]'; report"#))
  fleet.settings.maximumFailedShare = 0.2

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  guard case .tooManyFailures(.train, let failed, 40) = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(failed >= 8)
  #expect(try fleet.registry().runs(limit: 1).first?.counts.failed == failed)
  #expect(failed < 40)
}

@Test func `when outcomes cannot be recorded the run ends, and nothing is taken for done`()
  async throws
{
  var fleet = try Fleet(customers: Fleet.names(4), worker: ScriptedWorker.command())
  let reached = fleet.folder.path("reached")
  let go = fleet.folder.path("go")
  fleet.settings.worker = ScriptedWorker.command(
    before: "mkfifo \(go) 2>/dev/null; touch \(reached); cat \(go) >/dev/null")
  let run = Task { [fleet] in try await fleet.run() }
  while !FileManager.default.fileExists(atPath: reached) { await Task.yield() }

  let database = try DatabaseQueue(path: fleet.layout.registry)
  try await database.write { try $0.execute(sql: "ALTER TABLE outcomes RENAME TO elsewhere") }
  try fleet.folder.write("", to: "go")
  let error = await #expect(throws: TrainingError.self) { try await run.value }
  try await database.write { try $0.execute(sql: "ALTER TABLE elsewhere RENAME TO outcomes") }

  guard case .registry = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(try fleet.registry().lastRun()?.state == .failed)
  let report = try await fleet.run { $0.worker = ScriptedWorker.command() }
  #expect(report.isResumed)
  #expect(report.run.counts.trained == 4)
}

@Test(.timeLimit(.minutes(1)))
func `a run whose last customer's death cannot be recorded ends`() async throws {
  var fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  let reached = fleet.folder.path("reached")
  let go = fleet.folder.path("go")
  fleet.settings.worker = ScriptedWorker.command(
    trouble: """
      test -e \(reached) || { mkfifo \(go); touch \(reached); cat \(go) >/dev/null; }
      kill -9 $$
      """)
  let run = Task { [fleet] in try await fleet.run() }
  while !FileManager.default.fileExists(atPath: reached) { await Task.yield() }

  let database = try DatabaseQueue(path: fleet.layout.registry)
  try await database.write { try $0.execute(sql: "ALTER TABLE outcomes RENAME TO elsewhere") }
  try fleet.folder.write("", to: "go")
  let error = await #expect(throws: TrainingError.self) { try await run.value }

  guard case .registry = error else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test func `a customer that takes too much memory fails, the others do not`() async throws {
  var fleet = try Fleet(customers: Fleet.names(6), worker: ScriptedWorker.command())
  // The shell doubles a text until it is killed.
  fleet.settings.worker = ScriptedWorker.command(
    trouble: "if test $name = c1002; then x=0123456789abcdef; while :; do x=$x$x; done; fi")
  fleet.settings.limits.workerMemoryBytes = 64 << 20

  let report = try await fleet.run()

  #expect(report.run.counts.trained == 5)
  #expect(report.failures.map(\.reason) == ["worker_memory"])
  #expect(report.failures.first?.examples.first?.message.contains("--worker-memory") == true)
}

@Test func `a memory limit that no worker can keep ends the run with what to change`() async throws
{
  var fleet = try Fleet(
    customers: Fleet.names(2),
    worker: ScriptedWorker.command(before: "exec tail -f /dev/null"))
  fleet.settings.limits.workerMemoryBytes = 1

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  #expect(error?.description.contains("5 workers died in a row") == true)
  #expect(error?.description.contains("--worker-memory") == true)
}

@Test func `the outcome of a crash has the signal and the worker's last words`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(3),
    worker: ScriptedWorker.command(
      trouble: "if test $name = c1001; then echo matrix is bad >&2; kill -SEGV $$; fi"))

  let report = try await fleet.run()

  let message = try #require(report.failures.first?.examples.first?.message)
  #expect(message.contains("signal 11 (segmentation fault)"))
  #expect(message.contains("matrix is bad"))
}

@Test func `a worker that said nothing is not given another's last words`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(3),
    worker: ScriptedWorker.command(
      trouble: """
        if test $name = c1001; then echo matrix is bad >&2; exit 3; fi
        test $name = c1002 && exit 0
        """))

  _ = try await fleet.run()

  let silent = try #require(try fleet.registry().history(of: "c1002").first?.outcome)
  #expect(silent.status == .failed)
  #expect(silent.message?.contains("matrix") == false)
}

@Test func `after the first interrupt a hanging worker is given less than two seconds`()
  async throws
{
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  let hang = Hang(in: fleet)
  let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  let run = Task { try await fleet.run(interrupts: interrupts) { $0.worker = hang.worker } }
  await hang.reached()

  let start = ContinuousClock.now
  continuation.yield()
  let report = try await run.value

  #expect(report.run.state == .interrupted)
  #expect(ContinuousClock.now - start < .seconds(2))
}

@Test func `a second interrupt waits for nothing`() async throws {
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  let hang = Hang(in: fleet)
  let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  let run = Task {
    try await fleet.run(interrupts: interrupts) {
      $0.worker = hang.worker
      // Whoever waited for it would not be back today.
      $0.limits.grace = .seconds(86_400)
    }
  }
  await hang.reached()

  continuation.yield()
  continuation.yield()

  #expect(try await run.value.run.state == .interrupted)
}

/// A worker that never comes back from its first customer.
private struct Hang {
  let worker: WorkerCommand
  private let mark: String

  init(in fleet: Fleet) {
    mark = fleet.folder.path("reached")
    worker = ScriptedWorker.command(trouble: "touch \(mark); exec tail -f /dev/null")
  }

  func reached() async {
    while !FileManager.default.fileExists(atPath: mark) { await Task.yield() }
  }
}
