import Foundation
import TestFolders
import Testing

/// Whatever write, rename or sync fails, the run ends with 1 and one clear line, and goes on once
/// the cause is gone.
///
/// With `FLEETCAST_TRIALS` both errors are tried at every call, else in turn.
@Suite struct FaultTrials {
  private static let isThorough = ProcessInfo.processInfo.environment["FLEETCAST_TRIALS"] != nil

  @Test func `when the n-th write, rename or sync fails, the run says so and then goes on`() throws
  {
    let fleet = try TrialFleet(customers: 5)
    var survived: Set<HarmlessFailure> = []
    var call = 1
    while try disturb(call, of: fleet, &survived) {
      call += 1
      try #require(call < 2_000, "the run has no end")
    }
    print("fault trials: \(call - 1) calls; harmless: \(survived.map(\.rawValue).sorted())")

    #expect(call > 40, "the calls were not counted")
    // With both errors at every call each of them comes up; what does not is to be struck off.
    #expect(!Self.isThorough || survived == Set(HarmlessFailure.allCases))
  }

  /// False where the run did not come to that call.
  private func disturb(_ call: Int, of fleet: TrialFleet, _ survived: inout Set<HarmlessFailure>)
    throws
    -> Bool
  {
    let actions: [FaultShim.Action] = [.inputOutputError, .noSpace]
    for (index, action) in actions.enumerated() where Self.isThorough || call % 2 == index {
      try fleet.reset(fromOld: false)
      let shim = try FaultShim(root: fleet.models, FaultShim.Fault(action: action, call: call))
      let run = try Fleetcast.start(
        TrialFleet.command, in: fleet.folder, environment: shim.environment
      ).finished()
      let story: Comment = "\(action.rawValue) at call \(call): \(run.status) \(run.standardError)"
      guard try shim.hasFired else {
        #expect(run.status == 0, story)
        return false
      }
      if run.status == 0 {
        let calls = try shim.log()
        let reason = try #require(HarmlessFailure(in: calls), "\(story): nobody was told")
        survived.insert(reason)
        try fleet.expectFinished(story)
      } else {
        #expect(run.status == 1, story)
        expectOneClearLine(run.standardError, fleet, story)
        _ = try fleet.expectWholeArchives(story, fromOld: false)
      }
      let again = try Fleetcast.start(TrialFleet.command, in: fleet.folder).finished()
      #expect(again.status == 0, "\(story), then \(again.standardError)")
      try fleet.expectFinished(story)
    }
    return true
  }

  private func expectOneClearLine(_ errors: String, _ fleet: TrialFleet, _ story: Comment) {
    let lines = errors.split(separator: "\n")
    #expect(lines.count == 1, story)
    #expect(lines.first?.hasPrefix("fleetcast: ") == true, story)
    #expect(errors.contains(fleet.models), story)
    #expect(errors.contains("disk") || errors.contains("space"), story)
  }
}
