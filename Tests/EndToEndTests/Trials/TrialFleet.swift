import Foundation
import TestFolders
import Testing

/// A small fleet, the archives that two undisturbed runs made of it, and the checks of a run that
/// was disturbed.
struct TrialFleet {
  let folder: TemporaryFolder
  let customers: Int
  /// By archive, of an earlier run with other settings and of an undisturbed one.
  let old: [String: Data]
  let new: [String: Data]
  static let command = ["train", "data", "--artifacts", "models", "--workers", "2", "--quiet"]

  init(customers: Int, days: Int = 40) throws {
    // Whether a process dies before or after a sync does not depend on a disk.
    folder = try TemporaryFolder(inMemory: true)
    self.customers = customers
    try Fleetcast.run(
      "generate", "--customers", "\(customers)", "--days", "\(days)", "--out", "data", in: folder)
    // Another number of workers than the trials have.
    let before = try Fleetcast.run(
      "train", "data", "--artifacts", "old", "--horizon", "7", "--workers", "1", in: folder)
    let undisturbed = try Fleetcast.run(
      "train", "data", "--artifacts", "new", "--workers", "1", in: folder)
    try #require(before.status == 0 && undisturbed.status == 0, "\(undisturbed.standardError)")
    old = try Self.archives(in: folder, "old")
    new = try Self.archives(in: folder, "new")
    try #require(new.count == customers && old.count == customers)
    try #require(old != new, "the two settings make the same models")
  }

  var models: String { folder.path("models") }

  /// Begins with an empty folder, or with what an earlier run with other settings left.
  func reset(fromOld: Bool) throws {
    if folder.exists("models") { try FileManager.default.removeItem(at: folder["models"]) }
    if fromOld { try FileManager.default.copyItem(at: folder["old"], to: folder["models"]) }
  }

  /// Begins with a copy of another artifacts folder.
  func reset(from start: String) throws {
    try reset(fromOld: false)
    try FileManager.default.copyItem(at: folder[start], to: folder["models"])
  }

  func archives(_ name: String) throws -> [String: Data] { try Self.archives(in: folder, name) }

  private static func archives(in folder: TemporaryFolder, _ name: String) throws -> [String: Data]
  {
    guard folder.exists(name) else { return [:] }
    let names = try folder.names(in: name).filter { $0.hasSuffix(".tar.gz") }
    return Dictionary(
      uniqueKeysWithValues: try names.map { ($0, try Data(contentsOf: folder["\(name)/\($0)"])) })
  }

  /// How many archives of the new run are in place.
  func expectWholeArchives(_ trial: Comment, fromOld: Bool) throws -> Int {
    let found = try Self.archives(in: folder, "models")
    for (name, bytes) in found {
      #expect(bytes == new[name] || bytes == old[name], "\(name) is neither old nor new; \(trial)")
    }
    if fromOld { #expect(found.count == customers, trial) }
    return found.count { $1 == new[$0] }
  }

  /// Every customer has its one new archive and its outcome, and nothing else is left.
  func expectFinished(_ trial: Comment) throws {
    let found = try Self.archives(in: folder, "models")
    #expect(found.keys.sorted() == new.keys.sorted(), trial)
    for (name, bytes) in found { #expect(bytes == new[name], "\(name) differs; \(trial)") }
    try expectTidy(trial)
    let status = try Fleetcast.run("status", "--artifacts", "models", "--json", in: folder)
    #expect(status.standardOutput.contains("\"state\":\"finished\""), trial)
    #expect(status.standardOutput.contains("\"customers\":\(customers),\"failed\":0,"), trial)
    #expect(try counted(in: status.standardOutput) == customers, trial)
  }

  /// Nothing is there that a run should have removed.
  func expectTidy(_ trial: Comment) throws {
    let entries = try folder.names(in: "models").filter { !$0.hasSuffix(".tar.gz") }
    #expect(entries == [".fleetcast"], trial)
    let inside = try FileManager.default.subpathsOfDirectory(
      atPath: folder.path("models/.fleetcast"))
    let known = [
      "registry.sqlite", "registry.sqlite-shm", "registry.sqlite-wal", "run.lock",
      "workers.lock", "staged",
    ]
    #expect(inside.filter { !known.contains($0) && !$0.hasPrefix("previous") } == [], trial)
  }

  private func counted(in json: String) throws -> Int {
    struct Status: Decodable {
      struct Run: Decodable {
        struct Counts: Decodable {
          let trained: Int
          let adopted: Int
        }
        let counts: Counts
      }
      let run: Run
    }
    let counts = try JSONDecoder().decode(Status.self, from: Data(json.utf8)).run.counts
    return counts.trained + counts.adopted
  }
}
