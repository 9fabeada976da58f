import Foundation
import Glibc
import TestFolders
import Testing

/// A worker that outlives its coordinator.
@Suite struct OrphanTrials {
  @Test func `a new run waits for an orphan that still writes, and comes to the same fleet`() throws
  {
    let fleet = try TrialFleet(customers: 1500)
    try fleet.reset(fromOld: false)
    let shim = try FaultShim(
      root: fleet.models, FaultShim.Fault(action: .outlive, call: 0))
    let dead = try Fleetcast.start(
      TrialFleet.command, in: fleet.folder, environment: shim.environment)
    let isUnderWay = waitUntil { hasTemporaryFiles(fleet) }
    kill(dead.process.processIdentifier, SIGKILL)
    _ = try dead.finished()
    try #require(isUnderWay)

    // Without --quiet: it says that it waits.
    let next = try Fleetcast.start(TrialFleet.command.dropLast(), in: fleet.folder)
    let waited = waitUntil { next.errorsSoFar.contains("waiting for the workers") }
    let before = try fleet.expectWholeArchives("while the orphan lives", fromOld: false)
    let isUntouched = fleet.folder.exists("models/.fleetcast/tmp")
    try shim.release()
    let run = try next.finished()

    #expect(isUntouched)
    #expect(waited, "\(run.standardError)")
    #expect(before < fleet.customers)
    #expect(run.status == 0, "\(run.standardError)")
    try fleet.expectFinished("after an orphan")
  }

  private func hasTemporaryFiles(_ fleet: TrialFleet) -> Bool {
    let tmp = "models/.fleetcast/tmp"
    let workers = (try? fleet.folder.names(in: tmp)) ?? []  // not there yet
    return workers.contains { worker in
      let files = try? fleet.folder.names(in: "\(tmp)/\(worker)")
      return files?.isEmpty == false
    }
  }

  /// Looks again and again for up to a minute: a folder and a file have no event to await here.
  private func waitUntil(_ condition: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 60)
    while Date() < deadline {
      if condition() { return true }
      Thread.sleep(forTimeInterval: 0.001)
    }
    return false
  }
}
