import Foundation
import Glibc
import TestFolders
import Testing

/// Killed, interrupted or disturbed, a run loses nothing, and the same command goes on.
@Suite struct ResumeTests {
  private static let customers = 3000

  private static let features = [
    "--holidays", "holidays.csv", "--add-regressor", "temperature", "--future", "weather.csv",
  ]

  @Test(arguments: [[], features])
  func `after kill -9 of everything the same command goes on, to the same bytes`(
    features: [String]
  ) throws {
    let folder = try fleet()
    try folder.write("ds,holiday\n2022-02-14,valentine\n2022-03-17,patrick\n", to: "holidays.csv")
    try folder.write(weather(days: 120), to: "weather.csv")
    let training = training + features
    try Fleetcast.run(["train", "data", "--artifacts", "whole"] + features, in: folder)

    let killed = try Fleetcast.start(training, in: folder)
    try waitForArchives(50, in: folder, of: killed)
    for worker in children(of: killed.process.processIdentifier) { kill(worker, SIGKILL) }
    kill(killed.process.processIdentifier, SIGKILL)
    _ = try killed.finished()
    let afterKill = try archives(in: folder)
    let cutOff = try Fleetcast.run("status", "--artifacts", "models", in: folder)
    let again = try Fleetcast.start(training, in: folder).finished()

    #expect(afterKill.count < Self.customers, "the run ended before it could be killed")
    #expect(cutOff.standardOutput.contains("cut off"))
    #expect(again.status == 0, "\(again.standardError)")
    #expect(try archives(in: folder).count == Self.customers)
    for name in try archives(in: folder) {
      #expect(
        try Data(contentsOf: folder["models/\(name)"]) == Data(contentsOf: folder["whole/\(name)"]))
    }
    #expect(try temporaries(in: folder).isEmpty)
    let status = try Fleetcast.run("status", "--artifacts", "models", "--json", in: folder)
    #expect(status.standardOutput.contains("\"id\":1,"), "the killed run was not resumed")
    #expect(status.standardOutput.contains("\"state\":\"finished\""))
  }

  @Test func `SIGTERM ends with 130, keeps what was done, and the same command goes on`() throws {
    let folder = try fleet()

    let running = try Fleetcast.start(training, in: folder)
    try waitForArchives(50, in: folder, of: running)
    running.process.terminate()
    let interrupted = try running.finished()
    let kept = try archives(in: folder).count
    let again = try Fleetcast.start(training, in: folder).finished()

    #expect(interrupted.status == 130, "\(interrupted.standardError)")
    #expect((50..<Self.customers).contains(kept))
    #expect(again.status == 0, "\(again.standardError)")
    #expect(try archives(in: folder).count == Self.customers)
  }

  @Test func `a worker killed costs nobody a model`() throws {
    let folder = try fleet()

    let running = try Fleetcast.start(training, in: folder)
    try waitForArchives(50, in: folder, of: running)
    let worker = try #require(children(of: running.process.processIdentifier).first)
    kill(worker, SIGKILL)
    let run = try running.finished()

    #expect(run.status == 0, "\(run.standardError)")
    #expect(try archives(in: folder).count == Self.customers)
  }

  @Test func `workers end with their coordinator`() throws {
    let folder = try fleet()

    let running = try Fleetcast.start(training, in: folder)
    try waitForArchives(50, in: folder, of: running)
    let workers = children(of: running.process.processIdentifier)
    kill(running.process.processIdentifier, SIGKILL)
    _ = try running.finished()
    let again = try Fleetcast.start(training, in: folder).finished()

    #expect(!workers.isEmpty)
    #expect(again.status == 0, "\(again.standardError)")
    #expect(workers.allSatisfy { !isRunning($0) })
  }

  @Test func `a second run in the same folder ends with 4 and disturbs nothing`() throws {
    // Half a second is waited for a lock: the first run must last longer.
    let folder = try fleet(customers: 5 * Self.customers)

    let first = try Fleetcast.start(training, in: folder)
    try waitForArchives(50, in: folder, of: first)
    let second = try Fleetcast.start(training, in: folder).finished()
    let firstEnd = try first.finished()

    #expect(second.status == 4)
    #expect(firstEnd.status == 0, "\(firstEnd.standardError)")
  }

  @Test func `a run that another specification has overtaken is not gone on with`() throws {
    let folder = try fleet()

    let running = try Fleetcast.start(training, in: folder)
    try waitForArchives(50, in: folder, of: running)
    running.process.terminate()
    _ = try running.finished()
    _ = try Fleetcast.start(training + ["--horizon", "7"], in: folder).finished()
    let again = try Fleetcast.start(training + ["--json"], in: folder).finished()

    #expect(again.status == 0)
    #expect(again.standardOutput.contains("\"resumed\":false"))
    #expect(again.standardOutput.contains("\"done_now\":\(Self.customers)"))
  }

  @Test func `a finished run is followed by a new one`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 30), to: "data/a.csv")

    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    try Fleetcast.run("train", "data", "--artifacts", "models", in: folder)
    let status = try Fleetcast.run("status", "--artifacts", "models", "--json", in: folder)

    #expect(status.standardOutput.contains("\"id\":2,"))
  }

  private let training = ["train", "data", "--artifacts", "models", "--workers", "2"]

  private func fleet(customers: Int = Self.customers) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Fleetcast.run(
      "generate", "--customers", "\(customers)", "--days", "120", "--out", "data", in: folder)
    return folder
  }

  /// From the first day of a generated fleet.
  private func weather(days: Int) -> String {
    "ds,temperature\n"
      + (0..<days).map { day in
        // 2022-01-01.
        "\(1_640_995_200 + day * 86_400),\(sin(Double(day) * 1.7) * 10)\n"
      }.joined()
  }

  private func archives(in folder: TemporaryFolder) throws -> [String] {
    try folder.names(in: "models").filter { $0.hasSuffix(".tar.gz") && !$0.hasPrefix(".") }
  }

  private func temporaries(in folder: TemporaryFolder) throws -> [String] {
    guard folder.exists("models/.fleetcast/tmp") else { return [] }
    return try FileManager.default.subpathsOfDirectory(
      atPath: folder.path("models/.fleetcast/tmp"))
  }

  /// Waits until the run has put so many archives in place; a folder has no event to await here.
  private func waitForArchives(
    _ count: Int, in folder: TemporaryFolder, of run: RunningFleetcast
  ) throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    while Date() < deadline, run.process.isRunning {
      let names = (try? folder.names(in: "models")) ?? []  // the folder may not be there yet
      if names.count(where: { $0.hasSuffix(".tar.gz") }) >= count { return }
      Thread.sleep(forTimeInterval: 0.002)
    }
    try #require(Bool(false), "no \(count) archives came: \(run.errorsSoFar)")
  }

  private func isRunning(_ process: Int32) -> Bool {
    let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return stat.map { !$0.contains(") Z") } ?? false  // gone: not running
  }
}
