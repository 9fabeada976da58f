import Foundation
import TestFolders
import Testing

extension TrialFleet {
  /// Makes `trained`: what `old` becomes by a second run, in which some customers are new.
  ///
  /// - Returns: The archives of the new ones.
  func makeTrained() throws -> Set<String> {
    try makeSecondRun(in: "trained", [])
  }

  private func makeSecondRun(in name: String, _ options: [String]) throws -> Set<String> {
    try FileManager.default.copyItem(at: folder["old"], to: folder[name])
    let newcomers = ["1", "17", "100"]
    let removal = try Fleetcast.run(["remove", "--artifacts", name] + newcomers, in: folder)
    let run = try Fleetcast.run(
      ["train", "data", "--artifacts", name, "--workers", "2"] + options, in: folder)
    try #require(removal.status == 0 && run.status == 0, "\(run.standardError)")
    return Set(newcomers.map { $0 + ".tar.gz" })
  }

  /// Makes `staged`: `old` with a second run in a stage, in which some customers are new.
  ///
  /// - Returns: The archives of the new ones.
  func makeStaged() throws -> Set<String> {
    try makeSecondRun(in: "staged", ["--stage", "trial"])
  }

  /// The staged archives stand, the stage is gone, and a rollback would undo it.
  func expectPromoted(_ newcomers: Set<String>, _ trial: Comment) throws {
    #expect(try archives("models") == new, trial)
    try expectTidy(trial)
    let verification = try Fleetcast.run("status", "--artifacts", "models", "--verify", in: folder)
    #expect(verification.status == 0, "\(verification.standardOutput); \(trial)")
    let rollback = try Fleetcast.run(
      "runs", "rollback", "3", "--artifacts", "models", "--quiet", in: folder)
    #expect(rollback.status == 0, "\(rollback.standardError); \(trial)")
    #expect(try archives("models") == old.filter { !newcomers.contains($0.key) }, trial)
  }

  /// Every customer has its whole old or new archive; a newcomer may have none.
  func expectBetween(_ newcomers: Set<String>, _ trial: Comment) throws {
    let found = try archives("models")
    for (name, bytes) in new {
      if newcomers.contains(name), found[name] == nil { continue }
      #expect(
        found[name] == bytes || found[name] == old[name] && !newcomers.contains(name),
        "\(name) is neither old nor new; \(trial)")
    }
  }

  /// What stood before the second run stands again, and nothing half done is left.
  func expectRolledBack(_ newcomers: Set<String>, _ trial: Comment) throws {
    #expect(try archives("models") == old.filter { !newcomers.contains($0.key) }, trial)
    try expectTidy(trial)
    let verification = try Fleetcast.run("status", "--artifacts", "models", "--verify", in: folder)
    #expect(verification.status == 0, "\(verification.standardOutput); \(trial)")
    let runs = try Fleetcast.run("runs", "list", "--artifacts", "models", in: folder)
    #expect(runs.standardOutput.contains("undone by 3"), "\(runs.standardOutput); \(trial)")
  }
}
