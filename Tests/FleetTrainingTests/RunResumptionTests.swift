import FileSystem
import FleetTraining
import Forecasting
import Foundation
import Logging
import ModelRegistry
import SeriesIngest
import TestFolders
import Testing

@Test func `a finished run is followed by a new one`() async throws {
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  let first = try await fleet.run()

  let second = try await fleet.run()

  #expect(second.run.id != first.run.id)
  #expect(!second.isResumed)
  #expect(second.customersDone == 3)
}

@Test func `an interrupted run keeps what was done, and the same command goes on`() async throws {
  var fleet = try Fleet(customers: Fleet.names(8), worker: ScriptedWorker.command())
  let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  let reached = fleet.folder.path("reached")
  // Whatever else it is told while the interrupt is on its way, it waits for the word to stop.
  fleet.settings.worker = ScriptedWorker.command(
    trouble: """
      if test $name = c1004; then
        touch \(reached)
        while read -r line; do case $line in *stop*) report; exit 0 ;; esac; done
      fi
      """)
  let waiting = Task {
    while !FileManager.default.fileExists(atPath: reached) { await Task.yield() }
    continuation.yield()
  }

  let interrupted = try await fleet.run(interrupts: interrupts)
  await waiting.value

  #expect(interrupted.run.state == .interrupted)
  #expect(interrupted.run.counts.trained == 4)
  let report = try await fleet.run { $0.worker = ScriptedWorker.command() }
  #expect(report.isResumed)
  #expect(report.run.id == interrupted.run.id)
  #expect(report.run.counts.trained == 8)
  #expect(report.customersDone == 4)
}

@Test func `failed customers are tried again only when asked to`() async throws {
  let failing = ScriptedWorker.command(
    trouble: #"test $name = c1001 && outcome='["failed",1,"empty","no rows"]'"#)
  let fleet = try Fleet(customers: Fleet.names(4), worker: failing)
  let first = try await fleet.run()
  #expect(first.failures.map(\.reason) == ["empty"])

  let report = try await fleet.run {
    $0.beginning = .onlyFailed
    $0.worker = ScriptedWorker.command()
  }

  #expect(report.run.id == first.run.id)
  #expect(report.customersDone == 1)
  #expect(report.run.counts.failed == 0)
  #expect(report.run.counts.trained == 4)
  #expect(report.run.state == .finished)
}

@Test func `only-failed without an earlier run is an error`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())

  let error = await #expect(throws: TrainingError.self) {
    try await fleet.run { $0.beginning = .onlyFailed }
  }

  #expect(error?.description.contains("--only-failed") == true)
}

@Test func `only-failed is refused where another specification has overtaken the run`()
  async throws
{
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  let failing = ScriptedWorker.command(
    trouble: #"test $name = c1001 && outcome='["failed",1,"empty","no rows"]'"#)
  let old = try await fleet.run { $0.worker = failing }
  let newer = try await fleet.run { $0.reading.valueColumn = "y" }

  let error = await #expect(throws: TrainingError.self) {
    try await fleet.run { $0.beginning = .onlyFailed }
  }

  #expect(error?.description.contains("run \(newer.run.id)") == true)
  #expect(try fleet.registry().run(old.run.id)?.counts.failed == 1)
  #expect(try fleet.registry().failures(of: old.run.id).map(\.customers) == [1])
}

@Test func `only-failed is refused where the run's outcomes are no longer kept`() async throws {
  let failing = ScriptedWorker.command(
    trouble: #"test $name = c1001 && outcome='["failed",1,"empty","no rows"]'"#)
  let fleet = try Fleet(customers: Fleet.names(3), worker: failing)
  let first = try await fleet.run()
  var retention = OutcomeRetention()
  retention.runs = 0
  retention.runsAlwaysKept = 0
  try await RegistryWriter(path: fleet.layout.registry) { 1 }.forgetOldOutcomes(keeping: retention)

  let error = await #expect(throws: TrainingError.self) {
    try await fleet.run { $0.beginning = .onlyFailed }
  }

  #expect(error?.description.contains("no longer kept") == true)
  #expect(try fleet.registry().run(first.run.id)?.counts.failed == 1)
}

@Test func `an interrupted run leaves the outcomes of old runs for later`() async throws {
  var fleet = try Fleet(customers: Fleet.names(2), worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast")
  let writer = try RegistryWriter(path: fleet.layout.registry) { 1 }
  for number in 0..<OutcomeRetention().runs + 1 {
    let run = try await writer.begin(
      NewRun(identity: "\(number)", kind: .train, dataPath: "/", options: "", customers: 1))
    try await writer.record(
      [RecordedOutcome(OutcomeRecord(customer: "x", status: .failed, reason: "empty"))],
      in: run.id)
    try await writer.end(run.id, as: .finished)
  }
  let reached = fleet.folder.path("reached")
  fleet.settings.worker = ScriptedWorker.command(
    trouble: "touch \(reached); exec tail -f /dev/null")
  let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  let waiting = Task {
    while !FileManager.default.fileExists(atPath: reached) { await Task.yield() }
    continuation.yield()
  }

  let report = try await fleet.run(interrupts: interrupts)
  await waiting.value

  #expect(report.run.state == .interrupted)
  #expect(try fleet.registry().history(of: "x").count == OutcomeRetention().runs + 1)
  _ = try await fleet.run { $0.worker = ScriptedWorker.command() }
  #expect(try fleet.registry().history(of: "x").count < OutcomeRetention().runs)
}

@Test func `a run waits for whoever reads the whole folder, and says so`() async throws {
  var fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast")
  let reading = try FileLock.tryAcquire(.shared, path: fleet.layout.runLock)
  let (notices, heard) = AsyncStream.makeStream(of: String.self)
  fleet.logger = Logger(label: "test") { _ in Listener(heard) }

  let run = Task { [fleet] in
    defer { heard.finish() }
    return try await fleet.run()
  }
  var isWaiting = false
  for await notice in notices where notice.contains("--verify") {
    isWaiting = true
    break
  }
  _ = consume reading

  #expect(isWaiting)
  #expect(try await run.value.run.state == .finished)
}

@Test func `a run that waits for a reader can be interrupted`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast")
  let reading = try FileLock.tryAcquire(.shared, path: fleet.layout.runLock)
  let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  continuation.yield()

  let error = await #expect(throws: TrainingError.self) {
    try await fleet.run(interrupts: interrupts)
  }
  _ = consume reading

  guard case .interrupted = error else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test func `a restart gives the unfinished run up`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(4), worker: ScriptedWorker.command(before: "exit 1"))
  await #expect(throws: TrainingError.self) { try await fleet.run() }

  let report = try await fleet.run {
    $0.beginning = .restart
    $0.worker = ScriptedWorker.command()
  }

  #expect(!report.isResumed)
  #expect(try fleet.registry().run(1)?.state == .abandoned)
  #expect(report.run.counts.trained == 4)
}

@Test func `other settings that change a model make another run`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(4), worker: ScriptedWorker.command(before: "exit 1"))
  await #expect(throws: TrainingError.self) { try await fleet.run() }

  let report = try await fleet.run {
    $0.reading.valueColumn = "y"
    $0.worker = ScriptedWorker.command()
  }

  #expect(!report.isResumed)
}

@Test func `other workers and limits do not make another run`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(4), worker: ScriptedWorker.command(before: "exit 1"))
  await #expect(throws: TrainingError.self) { try await fleet.run() }

  let report = try await fleet.run {
    $0.workers = 3
    $0.limits.customerTimeout = .seconds(7)
    $0.worker = ScriptedWorker.command()
  }

  #expect(report.isResumed)
}

@Test func `a second run in the same folder is refused while the first one lasts`() async throws {
  var fleet = try Fleet(customers: Fleet.names(2), worker: ScriptedWorker.command())
  let reached = fleet.folder.path("reached")
  let go = fleet.folder.path("go")
  fleet.settings.worker = ScriptedWorker.command(
    before: "mkfifo \(go); touch \(reached); cat \(go) >/dev/null")
  let first = Task { [fleet] in try await fleet.run() }
  while !FileManager.default.fileExists(atPath: reached) { await Task.yield() }

  let error = await #expect(throws: TrainingError.self) { try await fleet.run() }

  guard case .anotherRunActive = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  try fleet.folder.write("", to: "go")
  #expect(try await first.value.run.state == .finished)
}

@Test func `a run waits for the workers of a dead one before it touches anything`() async throws {
  var fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast/tmp/worker-0")
  try fleet.folder.write("x", to: "artifacts/.fleetcast/tmp/worker-0/1-2-3.tmp")
  let orphan = try Orphan(lock: fleet.layout.workersLock)
  let (notices, heard) = AsyncStream.makeStream(of: String.self)
  fleet.logger = Logger(label: "test") { _ in Listener(heard) }

  let run = Task { [fleet] in try await fleet.run() }
  for await notice in notices where notice.contains("waiting for the workers") { break }
  let isUntouched = FileManager.default.fileExists(atPath: fleet.layout.temporary + "/worker-0")
  try orphan.end()

  #expect(isUntouched)
  #expect(try await run.value.run.state == .finished)
  #expect(!FileManager.default.fileExists(atPath: fleet.layout.temporary))
}

@Test func `a run that waits for dead workers can be interrupted`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast")
  let orphan = try Orphan(lock: fleet.layout.workersLock)
  let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
  continuation.yield()

  let error = await #expect(throws: TrainingError.self) {
    try await fleet.run(interrupts: interrupts)
  }
  try orphan.end()

  guard case .interrupted = error else {
    Issue.record("\(String(describing: error))")
    return
  }
}

@Test func `a layout knows whether a run is active`() throws {
  let fleet = try Fleet(customers: [], worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast")
  #expect(try !fleet.layout.isRunActive())

  let lock = try FileLock.tryAcquire(.exclusive, path: fleet.layout.runLock)

  #expect(try fleet.layout.isRunActive())
  _ = consume lock
}

@Test func `what a dead run left in the temporary folder is removed`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  try fleet.folder.makeFolder("artifacts/.fleetcast/tmp/worker-9")
  try fleet.folder.write("x", to: "artifacts/.fleetcast/tmp/worker-9/1-2-3.tmp")

  _ = try await fleet.run()

  #expect(!FileManager.default.fileExists(atPath: fleet.layout.temporary))
}

@Test(arguments: ["holiday", "prior scale", "regressor", "future", "future's content"])
func `another feature makes another run`(difference: String) async throws {
  var fleet = try Fleet(
    customers: Fleet.names(2), worker: ScriptedWorker.command(before: "exit 1"))
  let digest = ContentDigest(high: 1, low: 2)
  fleet.settings.specification.holidays = [try Holiday(name: "a", day: 1)]
  fleet.settings.specification.regressors = [try Regressor(name: "c")]
  fleet.settings.future = FutureSource(path: "/f", digest: digest)
  let first = fleet
  await #expect(throws: TrainingError.self) { try await first.run() }

  fleet.settings.worker = ScriptedWorker.command()
  switch difference {
  case "holiday": fleet.settings.specification.holidays.append(try Holiday(name: "a", day: 2))
  case "prior scale":
    fleet.settings.specification.holidays = [try Holiday(name: "a", day: 1, priorScale: 1)]
  case "regressor":
    fleet.settings.specification.regressors = [try Regressor(name: "c", standardization: .off)]
  case "future": fleet.settings.future = FutureSource(path: "/g", digest: digest)
  default: fleet.settings.future = FutureSource(path: "/f", digest: nil)
  }
  let report = try await fleet.run()

  #expect(!report.isResumed)
  #expect(report.run.counts.trained == 2)
}
