import Foundation
import TestFolders
import Testing

/// The order of writes, syncs and renames on which all durability rests.
@Suite struct DurabilityTests {
  private static let customers = 2_000

  // Checked by changing the program: without the sync before the renames of
  // `DurabilityBatch.publish`, without the one before the outcomes of
  // `WorkerSession.reportEverything`, and with the outcomes told before `publish` has synced, this
  // test fails with violations of the first, the second and the second kind.
  @Test
  func `content is synced before its rename, and renames before the commit that records them`()
    throws
  {
    let folder = try TemporaryFolder(inMemory: true)
    let csv = dailyCSV(rows: 40)
    for number in 0..<Self.customers { try folder.write(csv, to: "data/\(name(number)).csv") }
    let shim = try FaultShim(root: folder.path("models"), marking: "customer-")

    let run = try Fleetcast.start(
      TrialFleet.command, in: folder, environment: shim.environment
    ).finished()

    try #require(run.status == 0, "\(run.standardError)")
    var audit = DurabilityAudit()
    for call in try shim.log() { audit.take(call) }
    let everybody = Set((0..<Self.customers).map(name))
    #expect(audit.violations == [])
    #expect(audit.renamed == everybody)
    #expect(audit.recorded == everybody)
    #expect(audit.isLogSynced)
  }

  private func name(_ number: Int) -> String {
    "customer-" + String(repeating: "0", count: 4 - "\(number)".count) + "\(number)"
  }

  @Test func `the audit finds a sync that comes too late`() {
    let rename = ["rename begins /a/1.tar.gz /t/1", "rename ends /a/1.tar.gz /t/1"]
    let sync = ["syncfs begins /t ", "syncfs ends /t "]

    let early = violations(["write ends /t/1 "] + rename + sync)
    let overlapped = violations(
      ["syncfs begins /t ", "write ends /t/1 ", "syncfs ends /t "] + rename)
    let unsynced = violations(["write ends /t/1 "] + sync + rename, recording: "1")
    let right = violations(["write ends /t/1 "] + sync + rename + sync, recording: "1")

    #expect(early.count == 1)
    #expect(overlapped.count == 1)
    #expect(unsynced.count == 1)
    #expect(right == [])
  }

  private func violations(_ calls: [String], recording customer: String? = nil) -> [String] {
    var lines = calls.map { "7 worker \($0)" }
    if let customer {
      lines.append("5 coordinator pwrite64 holds /r/registry.sqlite-wal \(customer)")
    }
    var audit = DurabilityAudit()
    for line in lines { LoggedCall(line: line[...]).map { audit.take($0) } }
    return audit.violations
  }
}
