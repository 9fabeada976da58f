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

  /// Makes `evening`, a copy of `new`, and adds a row to every customer's file.
  ///
  /// - Returns: The archives that an undisturbed night makes.
  func makeNight() throws -> [String: Data] {
    for name in ["evening", "morning"] {
      try FileManager.default.copyItem(at: folder["new"], to: folder[name])
    }
    for file in try folder.names(in: "data") {
      let customer = file.prefix { $0 != "." }
      // The day after 450 days from 2022-01-01.
      let text = try folder.text(of: "data/\(file)") + "\(customer),2023-03-27,700\n"
      try folder.write(text, to: "data/\(file)")
    }
    let night = try Fleetcast.run("retrain", "data", "--artifacts", "morning", in: folder)
    try #require(night.status == 0, "\(night.standardError)")
    let morning = try archives("morning")
    try #require(morning.allSatisfy { new[$0] != $1 }, "\(night.standardError)")
    return morning
  }

  /// Every customer has its archive of before or after.
  func expectBetween(
    _ before: [String: Data], and after: [String: Data], _ trial: Comment
  ) throws {
    let found = try archives("models")
    #expect(found.count == customers, trial)
    for (name, bytes) in found {
      #expect(bytes == before[name] || bytes == after[name], "\(name) is neither; \(trial)")
    }
  }

  /// The night's archives stand, and its rollback brings back those of the evening.
  func expectMorning(_ morning: [String: Data], _ trial: Comment) throws {
    #expect(try archives("models") == morning, trial)
    try expectTidy(trial)
    let rollback = try Fleetcast.run(
      "runs", "rollback", "2", "--artifacts", "models", "--quiet", in: folder)
    #expect(rollback.status == 0, "\(rollback.standardError); \(trial)")
    #expect(try archives("models") == new, trial)
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
