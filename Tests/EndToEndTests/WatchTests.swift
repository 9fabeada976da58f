import Foundation
import Glibc
import TestFolders
import Testing

/// `status --watch` at a terminal, over a run that is stopped as long as it is to be under way.
@Suite struct WatchTests {
  @Test func `each showing takes the place of the one before, and the last is of the ended run`()
    throws
  {
    let (folder, run) = try stoppedRun()

    let terminal = try PseudoTerminal(
      ["status", "--watch", "--artifacts", "artifacts"], in: folder)
    let isRedrawn = try terminal.waits { $0.ranges(of: "\u{1B}[J").count >= 2 }
    let whileRunning = PseudoTerminal.screen(of: try terminal.received)
    kill(run.process.processIdentifier, SIGCONT)
    let status = terminal.finished()
    let received = try terminal.received
    let screen = PseudoTerminal.screen(of: received)

    #expect(try run.finished().status == 0)
    #expect(isRedrawn, "\(received)")
    #expect(status == 0)
    #expect(whileRunning.count { $0.hasPrefix("Run 1 ") } == 1, "\(whileRunning)")
    #expect(screen.count { $0.hasPrefix("Run 1 ") } == 1, "\(screen)")
    #expect(screen.joined().contains("finished"), "\(screen)")
    #expect(screen.joined().contains("2,000 customers: 2,000 trained"), "\(screen)")
  }

  @Test func `Ctrl-C ends the watching and leaves the run alone`() throws {
    let (folder, run) = try stoppedRun()

    let terminal = try PseudoTerminal(
      ["status", "--watch", "--artifacts", "artifacts"], in: folder)
    let isShown = try terminal.waits { $0.contains("Run 1 ") }
    try terminal.type("\u{3}")
    let status = terminal.finished()
    let isRunning = run.process.isRunning
    let received = try terminal.received
    kill(run.process.processIdentifier, SIGCONT)

    #expect(try run.finished().status == 0)
    #expect(isShown, "\(received)")
    #expect(status == 128 + SIGINT)
    #expect(isRunning)
  }

  /// A run that has begun its customers and goes no further.
  private func stoppedRun() throws -> (TemporaryFolder, RunningFleetcast) {
    let folder = try TemporaryFolder()
    try Fleetcast.run(
      "generate", "--customers", "2000", "--days", "60", "--out", "data", in: folder)
    let run = try Fleetcast.start(["train", "--workers", "1", "--quiet"], in: folder)
    while run.process.isRunning, !folder.exists("artifacts/.fleetcast/tmp/worker-0") {
      Thread.sleep(forTimeInterval: 0.001)  // a folder has no event to await here
    }
    kill(run.process.processIdentifier, SIGSTOP)
    try #require(run.process.isRunning)
    return (folder, run)
  }
}
