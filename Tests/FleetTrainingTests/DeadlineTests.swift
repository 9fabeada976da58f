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
