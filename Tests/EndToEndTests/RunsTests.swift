import Foundation
import TestFolders
import Testing

/// Going back, as a user does it.
@Suite struct RunsTests {
  /// Three customers trained in two nights, the last of whom came with the second.
  private func twoNights() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.write(dailyCSV(rows: 60), to: "data/\(name).csv") }
    try expectDone(Fleetcast.run("train", "data", "--artifacts", "models", in: folder))
    for name in ["a", "b", "new"] { try folder.write(dailyCSV(rows: 90), to: "data/\(name).csv") }
    return folder
  }

  private func expectDone(_ run: Fleetcast) {
    #expect(run.status == 0, "\(run.standardError)")
  }

  private func archives(_ folder: TemporaryFolder) throws -> [String: Data] {
    let names = try folder.names(in: "models").filter { $0.hasSuffix(".tar.gz") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: folder["models/\($0)"])) })
  }

  @Test func `a bad night is undone with one command, and the next night trains anew`() throws {
    let folder = try twoNights()
    let before = try archives(folder)
    expectDone(try Fleetcast.run("train", "data", "--artifacts", "models", in: folder))
    let after = try archives(folder)

    let rollback = try Fleetcast.run(
      "runs", "rollback", "2", "--artifacts", "models", in: folder)

    #expect(rollback.status == 0)
    #expect(rollback.standardError.contains("2 models put in place, 1 taken away: as before run 2"))
    #expect(try archives(folder) == before)
    let gone = try Fleetcast.run("forecast", "new", "--artifacts", "models", in: folder)
    #expect(gone.status == 1)
    let preview = try Fleetcast.run(
      "train", "data", "--artifacts", "models", "--dry-run", in: folder)
    #expect(!preview.standardOutput.contains("same file"), "\(preview.standardOutput)")
    expectDone(try Fleetcast.run("train", "data", "--artifacts", "models", in: folder))
    #expect(try archives(folder) == after)
  }

  @Test func `runs list says what can be rolled back`() throws {
    let folder = try twoNights()
    expectDone(try Fleetcast.run("train", "data", "--artifacts", "models", in: folder))
    expectDone(try Fleetcast.run("runs", "rollback", "2", "--artifacts", "models", in: folder))

    let table = try Fleetcast.run("runs", "list", "--artifacts", "models", in: folder)
    let json = try Fleetcast.run("runs", "list", "--artifacts", "models", "--json", in: folder)

    let lines = table.standardOutput.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[1].contains("rollback of 2") && lines[1].hasSuffix("possible"))
    #expect(lines[2].contains("train") && lines[2].hasSuffix("undone by 3"))
    #expect(json.standardOutput.split(separator: "\n").count == 3)
    #expect(json.standardOutput.contains("\"can_be_rolled_back\":false"))
    #expect(json.standardOutput.contains("\"rolled_back_by\":3"))
  }

  @Test func `a run that a later one has replaced is refused with the names`() throws {
    let folder = try twoNights()
    for horizon in ["7", "14"] {
      expectDone(
        try Fleetcast.run(
          "train", "data", "--artifacts", "models", "--horizon", horizon, in: folder))
    }
    let after = try archives(folder)

    let refused = try Fleetcast.run("runs", "rollback", "2", "--artifacts", "models", in: folder)
    let unchanged = try archives(folder)
    let forced = try Fleetcast.run(
      "runs", "rollback", "2", "--artifacts", "models", "--force", in: folder)

    #expect(refused.status == 1)
    #expect(
      refused.standardError.contains(
        "customer a by run 3, customer b by run 3, customer new by run 3"))
    #expect(refused.standardError.contains("--force"))
    #expect(unchanged == after)
    #expect(forced.status == 0, "\(forced.standardError)")
    #expect(try archives(folder).keys.sorted() == ["a.tar.gz", "b.tar.gz"])
  }

  @Test func `what is kept is bounded by a setting, and pruned at once where that is wanted`()
    throws
  {
    let folder = try twoNights()
    for _ in 0..<3 {
      expectDone(
        try Fleetcast.run(
          "train", "data", "--artifacts", "models", "--keep-previous", "2", in: folder))
    }
    let kept = try folder.names(in: "models/.fleetcast/previous")

    let pruned = try Fleetcast.run(
      "runs", "prune", "--keep", "1", "--artifacts", "models", in: folder)
    let refused = try Fleetcast.run("runs", "rollback", "3", "--artifacts", "models", in: folder)
    let negative = try Fleetcast.run(
      "runs", "prune", "--keep", "-1", "--artifacts", "models", in: folder)

    #expect(negative.status == 2)
    #expect(negative.standardError.contains("--keep: expected a whole number from 0"))
    #expect(kept == ["3", "4"])
    #expect(pruned.status == 0)
    #expect(pruned.standardError.contains("1 run removed (3)"), "\(pruned.standardError)")
    #expect(try folder.names(in: "models/.fleetcast/previous") == ["4"])
    #expect(refused.status == 1)
    #expect(refused.standardError.contains("no previous versions are kept"))
  }

  @Test func `a setting of 0 keeps nothing`() throws {
    let folder = try twoNights()

    expectDone(
      try Fleetcast.run(
        "train", "data", "--artifacts", "models", "--keep-previous", "0", in: folder))

    #expect(!folder.exists("models/.fleetcast/previous/2"))
  }

  @Test func `a removed customer is not brought back by a rollback`() throws {
    let folder = try twoNights()
    expectDone(try Fleetcast.run("train", "data", "--artifacts", "models", in: folder))

    expectDone(try Fleetcast.run("remove", "a", "--artifacts", "models", in: folder))
    expectDone(try Fleetcast.run("runs", "rollback", "2", "--artifacts", "models", in: folder))

    #expect(try archives(folder).keys.sorted() == ["b.tar.gz"])
  }

  @Test func `status and a customer's history tell of a rollback`() throws {
    let folder = try twoNights()
    expectDone(try Fleetcast.run("train", "data", "--artifacts", "models", in: folder))
    expectDone(try Fleetcast.run("runs", "rollback", "2", "--artifacts", "models", in: folder))

    let status = try Fleetcast.run("status", "--artifacts", "models", in: folder)
    let history = try Fleetcast.run(
      "status", "--customer", "new", "--artifacts", "models", in: folder)
    let verified = try Fleetcast.run("status", "--verify", "--artifacts", "models", in: folder)

    #expect(status.standardOutput.contains("Run 3 (rollback of run 2): finished"))
    #expect(history.standardOutput.contains("withdrawn"))
    #expect(verified.status == 0, "\(verified.standardOutput)")
  }

  @Test func `while a run is active nothing is rolled back`() throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run("generate", "--customers", "2000", "--out", "data", in: folder)
    for name in ["a"] { try folder.write(dailyCSV(rows: 60), to: "few/\(name).csv") }
    expectDone(try Fleetcast.run("train", "few", "--artifacts", "models", in: folder))

    let running = try Fleetcast.start(
      ["train", "data", "--artifacts", "models", "--workers", "1"], in: folder)
    while running.process.isRunning, !isLocked(folder) { Thread.sleep(forTimeInterval: 0.002) }
    let rollback = try Fleetcast.run("runs", "rollback", "1", "--artifacts", "models", in: folder)
    running.process.terminate()
    _ = try running.finished()

    #expect(rollback.status == 4, "\(rollback.standardError)")
  }

  /// Whether a run has begun its work; there is no event to await.
  private func isLocked(_ folder: TemporaryFolder) -> Bool {
    folder.exists("models/.fleetcast/tmp")
  }

  @Test func `a run that never was, and a folder of nobody's, are told in one line`() throws {
    let folder = try twoNights()
    try folder.makeFolder("empty")

    let unknown = try Fleetcast.run("runs", "rollback", "9", "--artifacts", "models", in: folder)
    let empty = try Fleetcast.run("runs", "list", "--artifacts", "empty", in: folder)

    #expect(unknown.status == 1)
    #expect(unknown.standardError.contains("there is no run 9"))
    #expect(empty.status == 1)
    #expect(empty.standardError.contains("nothing has been trained"))
    #expect(empty.standardError.split(separator: "\n").count == 1)
  }

  @Test func `a stage leaves the served models alone until it is promoted, and that can be undone`()
    throws
  {
    let folder = try twoNights()
    let before = try archives(folder)

    let staged = try Fleetcast.run(
      "train", "data", "--artifacts", "models", "--stage", "trial", "--horizon", "14", in: folder)
    let untouched = try archives(folder)
    let tried = try Fleetcast.run(
      "forecast", "new", "--artifacts", "models/.fleetcast/staged/trial", in: folder)
    let promoted = try Fleetcast.run(
      "runs", "promote", "trial", "--artifacts", "models", in: folder)
    let after = try archives(folder)
    let again = try Fleetcast.run("runs", "promote", "trial", "--artifacts", "models", in: folder)
    let undone = try Fleetcast.run("runs", "rollback", "3", "--artifacts", "models", in: folder)

    #expect(staged.standardError.contains("runs promote trial"), "\(staged.standardError)")
    #expect(untouched == before)
    #expect(tried.status == 0, "\(tried.standardError)")
    #expect(promoted.standardError.contains("3 models put in place: those of run 2"))
    #expect(promoted.standardError.contains("put them into fleetcast.yaml"))
    #expect(after.count == 3 && after != before)
    #expect(!folder.exists("models/.fleetcast/staged/trial"))
    #expect(again.status == 0)
    #expect(again.standardError.contains("promoted before"))
    #expect(undone.status == 0, "\(undone.standardError)")
    #expect(try archives(folder) == before)
  }

  @Test func `a stage of which the run is not finished, or that is none, is not promoted`() throws {
    let folder = try twoNights()
    let late = "2020-01-01T00:00:00Z"

    let stopped = try Fleetcast.run(
      "train", "data", "--artifacts", "models", "--stage", "trial", "--deadline", late, in: folder)
    let early = try Fleetcast.run("runs", "promote", "trial", "--artifacts", "models", in: folder)
    let unknown = try Fleetcast.run("runs", "promote", "other", "--artifacts", "models", in: folder)
    let noName = try Fleetcast.run("runs", "promote", "../x", "--artifacts", "models", in: folder)

    #expect(stopped.status == 5)
    #expect(early.status == 1)
    #expect(early.standardError.contains("not finished (ended by its deadline)"))
    #expect(early.standardError.contains("--stage trial --artifacts models'"))
    #expect(unknown.status == 1)
    #expect(unknown.standardError.contains("no stage 'other'"))
    #expect(noName.status == 2)
  }

  @Test func `a stage that lacks what was trained into it is not promoted; a damaged model waits`()
    throws
  {
    let folder = try twoNights()
    let training = ["train", "data", "--artifacts", "models", "--stage", "trial"]
    let promotion = ["runs", "promote", "trial", "--artifacts", "models"]
    let staged = "models/.fleetcast/staged/trial/"
    expectDone(try Fleetcast.run(training, in: folder))
    let whole = try Data(contentsOf: folder[staged + "a.tar.gz"])
    let before = try archives(folder)

    try FileManager.default.removeItem(at: folder[staged + "a.tar.gz"])
    let lacking = try Fleetcast.run(promotion, in: folder)
    let untouched = try archives(folder)
    try folder.write("damaged", to: staged + "a.tar.gz")
    let partial = try Fleetcast.run(promotion, in: folder)
    let half = try archives(folder)
    let list = try Fleetcast.run("runs", "list", "--artifacts", "models", in: folder)
    try folder.write(whole, to: staged + "a.tar.gz")
    let completed = try Fleetcast.run(promotion, in: folder)

    #expect(lacking.status == 1)
    #expect(lacking.standardError.contains("lacks 1 model that run 2 has trained into it (a)"))
    #expect(untouched == before)
    #expect(partial.status == 3, "\(partial.standardError)")
    #expect(half["a.tar.gz"] == before["a.tar.gz"] && half.count == 3)
    #expect(list.standardOutput.contains("partial"), "\(list.standardOutput)")
    #expect(completed.status == 0, "\(completed.standardError)")
    #expect(try archives(folder)["a.tar.gz"] == whole)
    #expect(!folder.exists("models/.fleetcast/staged/trial"))
  }

  @Test func `a new run into a stage leaves nothing there of the one before`() throws {
    let folder = try twoNights()
    for options in [["--horizon", "7"], ["--customers", "list.txt"]] {
      try folder.write("a\n", to: "list.txt")
      expectDone(
        try Fleetcast.run(
          ["train", "data", "--artifacts", "models", "--stage", "trial"] + options, in: folder))
    }

    #expect(try folder.names(in: "models/.fleetcast/staged/trial") == ["a.tar.gz"])
  }

  @Test func `a deadline ends with 5 and says what is left; a stage in between changes nothing`()
    throws
  {
    let folder = try twoNights()
    let training = ["train", "data", "--artifacts", "models"]

    let stopped = try Fleetcast.run(
      training + ["--horizon", "7", "--deadline", "2020-01-01T00:00:00Z"], in: folder)
    expectDone(try Fleetcast.run(training + ["--stage", "trial"], in: folder))
    let again = try Fleetcast.run(training + ["--horizon", "7", "--json"], in: folder)
    let wrong = try Fleetcast.run(training + ["--deadline", "25:00"], in: folder)

    #expect(stopped.status == 5)
    #expect(stopped.standardError.contains("3 customers left"), "\(stopped.standardError)")
    #expect(again.status == 0)
    #expect(again.standardOutput.contains("\"resumed\":true"), "\(again.standardOutput)")
    #expect(wrong.status == 2)
    #expect(wrong.standardError.contains("04:00"))
  }

  @Test func `after a night that its deadline ended the next one does everyone in one run`() throws
  {
    let folder = try twoNights()
    let night = ["retrain", "data", "--artifacts", "models"]

    let stopped = try Fleetcast.run(night + ["--deadline", "2020-01-01T00:00:00Z"], in: folder)
    let next = try Fleetcast.run(night + ["--json"], in: folder)
    let runs = try Fleetcast.run("runs", "list", "--artifacts", "models", in: folder)

    #expect(stopped.status == 5)
    #expect(stopped.standardError.contains("3 customers left"), "\(stopped.standardError)")
    #expect(stopped.standardError.contains("begins with the oldest models"))
    #expect(next.status == 0, "\(next.standardError)")
    #expect(next.standardOutput.contains("\"resumed\":false"), "\(next.standardOutput)")
    #expect(next.standardOutput.contains("\"trained\":3"), "\(next.standardOutput)")
    let lines = runs.standardOutput.split(separator: "\n")
    #expect(lines.count == 4, "\(runs.standardOutput)")
    #expect(lines[2].contains("deadline"))
  }

  @Test func `a rolled back night is made up for by the next one`() throws {
    let folder = try twoNights()
    let night = ["retrain", "data", "--artifacts", "models"]
    let evening = try archives(folder)
    expectDone(try Fleetcast.run(night, in: folder))
    let morning = try archives(folder)

    expectDone(try Fleetcast.run("runs", "rollback", "2", "--artifacts", "models", in: folder))
    let undone = try archives(folder)
    expectDone(try Fleetcast.run(night, in: folder))

    #expect(undone == evening)
    #expect(try archives(folder) == morning)
  }
}
