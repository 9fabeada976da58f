import Foundation
import TestArtifacts
import TestFolders
import Testing

/// Killed at any write, rename or sync, a night, a rollback or a promotion leaves every customer with
/// its old or its new model, and the same command completes it.
///
/// `FLEETCAST_TRIALS` and `FLEETCAST_TRIAL_SEED` as in `KillTrials`.
@Suite struct ExchangeTrials {
  @Test func `a rollback killed at any moment is completed by the same command`() throws {
    let fleet = try TrialFleet(customers: 200)
    let newcomers = try fleet.makeTrained()
    let command = ["runs", "rollback", "2", "--artifacts", "models", "--quiet"]

    try Trials().run(fleet, from: "trained", command) { story in
      try fleet.expectBetween(newcomers, story)
    } atEnd: { story in
      try fleet.expectRolledBack(newcomers, story)
    }
  }

  @Test func `a night killed at any moment goes on, and can be rolled back whole`() throws {
    let fleet = try TrialFleet(customers: 60, days: 450)
    let morning = try fleet.makeNight()
    let command = ["retrain", "data", "--artifacts", "models", "--workers", "2", "--quiet"]

    try Trials().run(fleet, from: "evening", command) { story in
      try fleet.expectBetween(fleet.new, and: morning, story)
    } atEnd: { story in
      try fleet.expectMorning(morning, story)
    }
  }

  @Test func `a promotion killed at any moment is completed by the same command`() throws {
    let fleet = try TrialFleet(customers: 200)
    let newcomers = try fleet.makeStaged()
    let command = ["runs", "promote", "trial", "--artifacts", "models", "--quiet"]

    try Trials().run(fleet, from: "staged", command) { story in
      try fleet.expectBetween(newcomers, story)
    } atEnd: { story in
      try fleet.expectPromoted(newcomers, story)
    }
  }
}

/// The same command killed again and again, each time at another call.
private struct Trials {
  private let count: Int
  private let seed: Int

  init() {
    let environment = ProcessInfo.processInfo.environment
    let asked = environment["FLEETCAST_TRIALS"].flatMap { Int($0) }
    count = asked ?? 10
    seed =
      environment["FLEETCAST_TRIAL_SEED"].flatMap { Int($0) }
      ?? (asked == nil ? 1 : Int.random(in: 0..<1_000_000))
  }

  // Every trial begins with a copy of the folder `start`; the command is killed there once or twice,
  // and then left alone.
  func run(
    _ fleet: TrialFleet, from start: String, _ command: [String],
    afterKill: (Comment) throws -> Void, atEnd: (Comment) throws -> Void
  ) throws {
    let calls = try countCalls(fleet, from: start, command)
    print("exchange trials: \(count) from seed \(seed), \(calls) calls each")
    for number in 0..<count {
      var random = SeededRandom(seed: UInt64(seed + number))
      var story = "\(command.joined(separator: " ")), FLEETCAST_TRIAL_SEED=\(seed + number)"
      try fleet.reset(from: start)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let fault = FaultShim.Fault(
          action: .killAll, call: .random(in: 1...calls, using: &random),
          isAfterwards: .random(using: &random))
        story += ", killed \(fault.isAfterwards ? "after" : "before") call \(fault.call)"
        let shim = try FaultShim(root: fleet.models, fault)
        let run = try Fleetcast.start(
          command, in: fleet.folder, environment: shim.environment
        ).finished()
        // The second command may have had less to do than the first.
        #expect(run.status == (try shim.hasFired ? 137 : 0), "\(story): \(run.standardError)")
        try afterKill(Comment(rawValue: story))
      }
      let again = try Fleetcast.run(command, in: fleet.folder)
      #expect(again.status == 0, "\(story): \(again.standardError)")
      try atEnd(Comment(rawValue: story))
    }
  }

  private func countCalls(
    _ fleet: TrialFleet, from start: String, _ command: [String]
  ) throws -> Int {
    try fleet.reset(from: start)
    let shim = try FaultShim(root: fleet.models)
    let run = try Fleetcast.start(
      command, in: fleet.folder, environment: shim.environment
    ).finished()
    try #require(run.status == 0, "\(run.standardError)")
    let calls = try shim.calls(of: .any)
    try #require(calls > fleet.customers, "calls are not counted")
    return calls
  }
}
