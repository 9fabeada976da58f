import Foundation
import Glibc
import TestArtifacts
import TestFolders
import Testing

/// Killed at random moments, a run loses nothing, and the same command comes to the same bytes.
///
/// `FLEETCAST_TRIALS` says how many trials, `FLEETCAST_TRIAL_SEED` which ones. Without either they
/// are the same ten each time; so many as are asked for are others each time.
@Suite struct KillTrials {
  @Test func `killed at any moment, the same command comes to the same fleet`() throws {
    let asked = setting("FLEETCAST_TRIALS")
    let trials = asked ?? 10
    let seed =
      setting("FLEETCAST_TRIAL_SEED") ?? (asked == nil ? 1 : Int.random(in: 0..<1_000_000))
    let fleet = try TrialFleet(customers: setting("FLEETCAST_TRIAL_CUSTOMERS") ?? 3000)
    let calls = try Calls(of: fleet)
    var tally = Tally()
    print("kill trials: \(trials) from seed \(seed); \(calls)")
    for number in 0..<trials {
      var random = SeededRandom(seed: UInt64(seed + number))
      try run(number, seed: seed + number, &random, on: fleet, calls, &tally)
    }
    print("kill trials: \(tally)")
    #expect(tally.killed * 2 > trials, "most runs ended before they could be killed: \(tally)")
  }

  private func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private func run(
    _ number: Int, seed: Int, _ random: inout SeededRandom, on fleet: TrialFleet, _ calls: Calls,
    _ tally: inout Tally
  ) throws {
    let fromOld = Bool.random(using: &random)
    try fleet.reset(fromOld: fromOld)
    var story = "trial \(number), FLEETCAST_TRIAL_SEED=\(seed)"
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let death = Death(calls, &random)
      story += ", \(death)"
      let (ending, wasKilled) = try death.happen(to: fleet)
      let done = try fleet.expectWholeArchives(Comment(rawValue: story), fromOld: fromOld)
      if wasKilled { tally.add(done: done, of: fleet.customers, runEnded: ending.status == 137) }
      guard ending.status == 137 else {
        #expect(ending.status == 0, "\(story): \(ending.standardError)")
        return try fleet.expectFinished(Comment(rawValue: story))
      }
    }
    let again = try Fleetcast.start(TrialFleet.command, in: fleet.folder).finished()
    #expect(again.status == 0, "\(story): \(again.standardError)")
    try fleet.expectFinished(Comment(rawValue: story))
  }

  /// When the kills came.
  private struct Tally: CustomStringConvertible {
    var killed = 0
    private var before = 0
    private var during = 0
    private var after = 0
    private var workers = 0

    mutating func add(done: Int, of customers: Int, runEnded: Bool) {
      killed += 1
      guard runEnded else {
        workers += 1
        return
      }
      switch done {
      case 0: before += 1
      case customers: after += 1
      default: during += 1
      }
    }

    var description: String {
      "\(killed) kills: \(workers) of a worker alone; of the coordinator \(before) before the first "
        + "new archive, \(during) between, \(after) after the last"
    }
  }
}

/// How many writes, renames and syncs a whole run makes.
struct Calls: CustomStringConvertible {
  let ofCoordinator: Int
  let ofWorkers: Int
  /// Of the run, in seconds.
  let duration: TimeInterval

  init(of fleet: TrialFleet) throws {
    try fleet.reset(fromOld: false)
    let shim = try FaultShim(root: fleet.models)
    let start = Date()
    let run = try Fleetcast.start(
      TrialFleet.command, in: fleet.folder, environment: shim.environment
    ).finished()
    duration = Date().timeIntervalSince(start)
    try #require(run.status == 0, "\(run.standardError)")
    ofCoordinator = try shim.calls(of: .coordinator)
    ofWorkers = try shim.calls(of: .worker)
    try #require(ofCoordinator > 10 && ofWorkers >= 2 * fleet.customers, "calls are not counted")
  }

  var description: String {
    "a run makes \(ofCoordinator) calls in its coordinator, \(ofWorkers) in its workers"
  }
}

/// Who dies, and when.
private struct Death: CustomStringConvertible {
  private enum Moment {
    /// In seconds after the start.
    case time(Double)
    case call(FaultShim.Fault)
  }
  private enum Victim: CaseIterable { case coordinator, worker, all }

  private let victim: Victim
  private let moment: Moment

  init(_ calls: Calls, _ random: inout SeededRandom) {
    victim = Victim.allCases.randomElement(using: &random) ?? .all
    guard Bool.random(using: &random) else {
      moment = .time(calls.duration * .random(in: 0..<1, using: &random))
      return
    }
    // Where all die, half of the time over a call of the coordinator: those are far fewer.
    let role: FaultShim.Role =
      switch victim {
      case .coordinator: .coordinator
      case .worker: .worker
      case .all: Bool.random(using: &random) ? .coordinator : .worker
      }
    let count = role == .worker ? calls.ofWorkers : calls.ofCoordinator
    moment = .call(
      FaultShim.Fault(
        action: victim == .all ? .killAll : .kill, role: role,
        call: .random(in: 1...count, using: &random),
        isAfterwards: .random(using: &random)))
  }

  var description: String {
    switch moment {
    case .time(let seconds): "\(victim) killed after \(Int(seconds * 1000)) ms"
    case .call(let fault):
      "\(victim) killed \(fault.isAfterwards ? "after" : "before") call \(fault.call) of the \(fault.role)"
    }
  }

  /// Runs the command and kills; how it ended, and whether there was anyone left to kill.
  func happen(to fleet: TrialFleet) throws -> (Fleetcast, wasKilled: Bool) {
    switch moment {
    case .call(let fault):
      let shim = try FaultShim(root: fleet.models, fault)
      let run = try Fleetcast.start(
        TrialFleet.command, in: fleet.folder, environment: shim.environment)
      return (try run.finished(), try shim.hasFired)
    case .time(let seconds):
      let run = try Fleetcast.start(TrialFleet.command, in: fleet.folder)
      // A moment of the run is what is wanted; there is no event to await.
      Thread.sleep(forTimeInterval: seconds)
      let wasKilled = run.process.isRunning && strike(run.process.processIdentifier)
      return (try run.finished(), wasKilled)
    }
  }

  private func strike(_ coordinator: Int32) -> Bool {
    let workers = children(of: coordinator)
    switch victim {
    case .coordinator: kill(coordinator, SIGKILL)
    case .worker:
      guard let worker = workers.last else { return false }
      kill(worker, SIGKILL)
    case .all:
      // Stopped first, so that none of them sees another die.
      for process in [coordinator] + workers { kill(process, SIGSTOP) }
      for process in [coordinator] + workers { kill(process, SIGKILL) }
    }
    return true
  }
}

/// The processes that any thread of `parent` has started.
func children(of parent: Int32) -> [Int32] {
  let tasks = "/proc/\(parent)/task"
  let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []  // ended: none
  return threads.flatMap { thread in
    // A thread that ended meanwhile has no children.
    let list = try? String(contentsOfFile: "\(tasks)/\(thread)/children", encoding: .utf8)
    return (list ?? "").split(separator: " ").compactMap { Int32($0) }
  }
}
