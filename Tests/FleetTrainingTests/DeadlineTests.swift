import FleetTraining
import Foundation
import ModelRegistry
import TestFolders
import Testing

@Test func `a run stops at its deadline, and the same run goes on with the rest`() async throws {
  let fleet = try Fleet(customers: Fleet.names(200), worker: ScriptedWorker.command())
  let reached = fleet.folder.path("reached")
  let go = fleet.folder.path("go")
  // The time is up once the worker has come to a customer, who is done after that.
  let worker = ScriptedWorker.command(
    trouble: """
      test $name = c1003 && : > \(reached) && while ! test -e \(go); do sleep 0.01; done
      """)
  var late = fleet
  late.now = {
    guard FileManager.default.fileExists(atPath: reached) else { return 1_700_000_000_000 }
    _ = FileManager.default.createFile(atPath: go, contents: nil)
    return 1_700_000_900_000
  }

  let report = try await late.run {
    $0.worker = worker
    $0.deadlineMilliseconds = 1_700_000_900_000
  }
  let again = try await fleet.run()

  #expect(report.run.state == .deadline)
  #expect((4..<200).contains(report.run.counts.done))
  #expect(again.isResumed)
  #expect(again.run.state == .finished)
  #expect(again.customersDone == 200 - report.run.counts.done)
}

@Test func `where the deadline is over before the run begins nothing is done`() async throws {
  let fleet = try Fleet(
    customers: Fleet.names(3), worker: ScriptedWorker.command(before: "sleep 5"))

  let report = try await fleet.run { $0.deadlineMilliseconds = 1_600_000_000_000 }

  #expect(report.run.state == .deadline)
  #expect(report.run.counts.done == 0)
}

@Test func `a staged run says where it went and records no served model`() async throws {
  let fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())

  let report = try await fleet.run { $0.stage = StageName("trial") }

  #expect(report.run.stage == "trial")
  #expect(report.run.counts.trained == 3)
  #expect(try fleet.registry().freshness(staleAfter: 0).customers == 0)
}

@Test(arguments: ["", ".a", "-a", "a/b", "a b", "..", String(repeating: "a", count: 65)])
func `what could be another folder is no stage's name`(text: String) {
  #expect(StageName(text) == nil)
}

@Test func `what is given again soon after its deadline is refused, and the next night is not`()
  async throws
{
  let deadline: Int64 = 1_700_000_900_000
  var fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  fleet.now = { deadline - 100_000 }
  _ = try await fleet.run { $0.kind = .train }
  _ = try await fleet.run {
    $0.kind = .retrain
    $0.deadlineMilliseconds = deadline - 200_000
  }
  let refusal = { (hours: Int64) in
    var late = fleet
    late.now = { deadline + hours * 3_600_000 + 1 }
    return await #expect(throws: TrainingError.self) {
      _ = try await late.run {
        $0.kind = .retrain
        $0.passedDeadlineMilliseconds = deadline
      }
    }
  }

  let retry = await refusal(0)
  var next = fleet
  next.now = { deadline + 6 * 3_600_000 }
  let night = try await next.run {
    $0.kind = .retrain
    $0.passedDeadlineMilliseconds = deadline
  }

  guard case .deadlineOver(.retrain, run: 2, left: 3) = retry else {
    Issue.record("\(String(describing: retry))")
    return
  }
  #expect(night.run.state == .finished)
  #expect(night.run.id == 3)
}

@Test(arguments: [RunState.failed, .deadline])
func `neither a failure nor a night of another day is taken for one that the deadline ended`(
  state: RunState
) async throws {
  let deadline: Int64 = 1_700_000_900_000
  let isOld = state == .deadline
  var fleet = try Fleet(customers: Fleet.names(3), worker: ScriptedWorker.command())
  fleet.now = { deadline - (isOld ? 25 * 3_600_000 : 100_000) }
  _ = try await fleet.run { $0.kind = .train }
  _ = try await fleet.run {
    $0.kind = .retrain
    $0.deadlineMilliseconds = deadline - 26 * 3_600_000
  }
  if !isOld {
    let now = fleet.now
    try await RegistryWriter(path: fleet.layout.registry, now: now).end(2, as: .failed)
  }
  var late = fleet
  late.now = { deadline + 60_000 }

  let night = try await late.run {
    $0.kind = .retrain
    $0.passedDeadlineMilliseconds = deadline
  }

  #expect(night.run.state == .finished)
}

@Test func `a night takes customers without a model first, then those with the oldest`()
  async throws
{
  let names = Fleet.names(6)
  let fleet = try Fleet(
    customers: Array(names.dropLast()),
    worker: ScriptedWorker.command(
      trouble: """
        case $name in c1001|c1004) outcome=${outcome%,5]},4] ;; c1003) outcome=${outcome%,5]},3] ;;
        esac
        """))
  _ = try await fleet.run()
  try fleet.folder.write("ds,y\n2024-01-01,1\n", to: "data/\(names[5]).csv")
  let log = fleet.folder.path("log")

  let night = try await fleet.run {
    $0.kind = .retrain
    $0.worker = ScriptedWorker.command(trouble: "echo $name >> '\(log)'")
  }

  #expect(night.run.counts.trained == 6)
  #expect(
    try fleet.folder.text(of: "log").split(separator: "\n")
      == ["c1005", "c1003", "c1001", "c1004", "c1000", "c1002"])
}

@Test func `a refused night leaves a trace, and what was unfinished before it goes on`()
  async throws
{
  let fleet = try Fleet(customers: Fleet.names(10), worker: ScriptedWorker.command())
  _ = try await fleet.run()
  let night = { (isInterrupted: Bool) in
    try await fleet.run(
      interrupts: isInterrupted ? AsyncStream { $0.yield() } : AsyncStream { _ in }
    ) {
      $0.kind = .retrain
      if isInterrupted { $0.worker = ScriptedWorker.command(before: "sleep 5") }
    }
  }
  let interrupted = try await night(true)
  var files: [String: String] = [:]
  for name in Fleet.names(2) {
    files[name] = try fleet.folder.text(of: "data/\(name).csv")
    try FileManager.default.removeItem(at: fleet.folder["data/\(name).csv"])
  }

  await #expect(throws: TrainingError.self) { _ = try await night(false) }
  let refused = try #require(try fleet.registry().runs(limit: 1).first)
  for (name, text) in files { try fleet.folder.write(text, to: "data/\(name).csv") }
  let resumed = try await night(false)

  #expect(interrupted.run.state == .interrupted)
  #expect(refused.state == .refused && refused.id == 3)
  #expect(refused.counts.missing == 2 && refused.counts.customers == 0)
  #expect(refused.message?.contains("(c1000, c1001)") == true, "\(refused.message ?? "")")
  #expect(resumed.isResumed && resumed.run.id == 2)
}

@Test func `a night whose data folder is gone leaves a trace, but makes no folder`() async throws {
  let fleet = try Fleet(customers: Fleet.names(1), worker: ScriptedWorker.command())
  func night() async {
    await #expect(throws: TrainingError.self) {
      _ = try await fleet.run {
        $0.kind = .retrain
        $0.dataFolder = "/nowhere"
      }
    }
  }

  await night()
  let isMade = fleet.folder.exists("artifacts")
  _ = try await fleet.run()
  await night()

  #expect(!isMade)
  let refused = try #require(try fleet.registry().runs(limit: 1).first)
  #expect(refused.state == .refused && refused.id == 2)
  #expect(refused.message?.contains("/nowhere") == true)
}
