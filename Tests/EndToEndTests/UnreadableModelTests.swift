import Foundation
import TestFolders
import Testing

/// Archives whose model cannot be read, though all around it can.
@Suite struct UnreadableModelTests {
  @Test func `a night repairs them, even where the customer's file is as it was`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 800), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)
    let whole = try forecast(folder)
    try replaceModel(of: "a", by: "{}", in: folder)
    let damaged = try forecast(folder)

    let night = try Fleetcast.run("retrain", "--json", "--quiet", in: folder)

    #expect(damaged.status == 1)
    #expect(night.status == 0)
    #expect(night.standardOutput.contains(#""reason":"archive""#), "\(night.standardOutput)")
    #expect(try forecast(folder).standardOutput == whole.standardOutput)
  }

  private func forecast(_ folder: TemporaryFolder) throws -> Fleetcast {
    try Fleetcast.run("forecast", "a", in: folder)
  }

  private func replaceModel(
    of customer: String, by json: String, in folder: TemporaryFolder
  ) throws {
    let archive = folder.path("artifacts/\(customer).tar.gz")
    try folder.makeFolder("members")
    try tar("-xzf", archive, in: folder)
    try folder.write(json, to: "members/model.json")
    try tar("-czf", archive, "manifest.json", "model.json", "state.bin", in: folder)
  }

  private func tar(_ arguments: String..., in folder: TemporaryFolder) throws {
    let tar = try Process.run(
      URL(filePath: "/usr/bin/env"),
      arguments: ["tar", "-C", folder.path("members"), "--format=ustar"] + arguments)
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
  }
}
