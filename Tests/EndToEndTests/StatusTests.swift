import Foundation
import TestFolders
import Testing

/// What `status`, `remove` and `train --dry-run` say of a fleet.
@Suite struct StatusTests {
  @Test func `a whole fleet is verified, and damaged archives are named`() throws {
    let folder = try trained(["a", "b", "c", "d"])
    let whole = try Fleetcast.run("status", "--verify", in: folder)
    try folder.write("garbage", to: "artifacts/a.tar.gz")
    try FileManager.default.removeItem(at: folder["artifacts/b.tar.gz"])
    var flipped = try Data(contentsOf: folder["artifacts/c.tar.gz"])
    flipped[flipped.count / 2] ^= 1
    try folder.write(flipped, to: "artifacts/c.tar.gz")

    let damaged = try Fleetcast.run("status", "--verify", in: folder)
    let json = try Fleetcast.run("status", "--verify", "--json", in: folder)

    #expect(whole.status == 0, "\(whole.standardOutput)")
    #expect(whole.standardOutput.contains("4 archives"))
    #expect(damaged.status == 1)
    let lines = damaged.standardOutput.split(separator: "\n")
    #expect(lines.dropLast().map { $0.prefix(2) } == ["a\t", "b\t", "c\t"])
    #expect(lines.last?.contains("3 faults") == true)
    #expect(json.status == 1)
    #expect(json.standardOutput.contains("\"customer\":\"b\""))
  }

  @Test func `archives that no run has recorded are verified as well`() throws {
    let folder = try trained(["a"])
    let strangers = try trained(["b", "c"])
    for name in ["b", "c"] {
      try folder.write(
        try Data(contentsOf: strangers["artifacts/\(name).tar.gz"]), to: "artifacts/\(name).tar.gz")
    }
    let whole = try Fleetcast.run("status", "--verify", in: folder)
    try folder.write("garbage", to: "artifacts/b.tar.gz")

    let damaged = try Fleetcast.run("status", "--verify", in: folder)

    #expect(whole.status == 0)
    #expect(
      whole.standardOutput
        == "1 archive and the registry verified: all whole; 2 not in the registry: b, c\n")
    #expect(damaged.status == 1)
    #expect(damaged.standardOutput.hasPrefix("b\t"))
    #expect(damaged.standardOutput.hasSuffix(": 1 fault; 1 not in the registry: c\n"))
  }

  @Test func `an archive of other rows than the registry knows is named`() throws {
    let folder = try trained(["a"])
    let recorded = try Data(contentsOf: folder["artifacts/.fleetcast/registry.sqlite"])
    try folder.write(dailyCSV(rows: 41), to: "data/a.csv")
    try Fleetcast.run("train", in: folder)
    try folder.write(recorded, to: "artifacts/.fleetcast/registry.sqlite")

    let run = try Fleetcast.run("status", "--verify", in: folder)

    #expect(run.status == 1)
    #expect(run.standardOutput.hasPrefix("a\t"))
  }

  @Test func `warnings are listed by customer`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 40), to: "data/plain.csv")
    try folder.write("ds,y\n2024-01-02,1\n2024-01-01,2\n2024-01-03,2\n", to: "data/odd.csv")
    try Fleetcast.run("train", in: folder)

    let text = try Fleetcast.run("status", "--warnings", in: folder)
    let json = try Fleetcast.run("status", "--warnings", "--json", in: folder)

    #expect(text.standardOutput.hasPrefix("odd\t"))
    #expect(!text.standardOutput.contains("plain"))
    #expect(json.standardOutput.hasPrefix("{\"customer\":\"odd\",\"warnings\":[\""))
  }

  @Test func `a customer's history has a line for every run`() throws {
    let folder = try trained(["a"])
    try folder.write("ds,y\n2024-01-01,x\n", to: "data/a.csv")
    try Fleetcast.run("train", in: folder)

    let history = try Fleetcast.run("status", "--customer", "a", in: folder)
    let nobody = try Fleetcast.run("status", "--customer", "nobody", in: folder)

    let lines = history.standardOutput.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains("failed\tnot_a_number") == true)
    #expect(lines.last?.contains("trained\t40 rows") == true)
    #expect(nobody.status == 1)
  }

  @Test func `watching ends at once where no run is under way`() throws {
    let folder = try trained(["a"])

    let watch = try Fleetcast.run("status", "--watch", in: folder)

    #expect(watch.status == 0)
    #expect(watch.standardOutput.contains("finished"))
  }

  @Test func `a run under way is shown with its pace, and watched to its end`() throws {
    let folder = try TemporaryFolder()
    try Fleetcast.run(
      "generate", "--customers", "6000", "--days", "60", "--out", "data", in: folder)
    let run = try Fleetcast.start(["train", "--workers", "1"], in: folder)
    while run.process.isRunning, !folder.exists("artifacts/.fleetcast/tmp") {
      Thread.sleep(forTimeInterval: 0.001)  // a folder has no event to await here
    }

    let watch = try Fleetcast.run("status", "--watch", "--json", in: folder)
    let trained = try run.finished()

    #expect(trained.status == 0, "\(trained.standardError)")
    #expect(watch.status == 0, "\(watch.standardError)")
    #expect(watch.standardOutput.contains("\"progress\":{\"done\":"))
    let last = watch.standardOutput.split(separator: "\n").last
    #expect(last?.contains("\"active\":false") == true)
  }

  @Test func `a removed customer has no model, and training takes it up again`() throws {
    let folder = try trained(["a", "b"])

    let removed = try Fleetcast.run("remove", "a", in: folder)
    let forecast = try Fleetcast.run("forecast", "a", in: folder)
    let again = try Fleetcast.run("remove", "a", in: folder)
    let forced = try Fleetcast.run("remove", "a", "--force", in: folder)
    let preview = try Fleetcast.run("train", "--dry-run", "--json", in: folder)

    #expect(removed.status == 0, "\(removed.standardError)")
    #expect(removed.standardError == "1 customer removed\n")
    #expect(forecast.status == 1)
    #expect(again.status == 1)
    #expect(again.standardError.contains("nothing is known"))
    #expect(forced.status == 0)
    #expect(
      preview.standardOutput.contains("\"customers\":1,\"examples\":[\"a\"],\"reason\":\"new\""))
    #expect(preview.standardOutput.contains("\"reason\":\"unchanged\""))
    #expect(try Fleetcast.run("remove", "../x", in: folder).status == 2)
  }

  @Test func `who is not known is named beside what was removed`() throws {
    let folder = try trained(["a", "b"])

    let removed = try Fleetcast.run("remove", "a", "nobody", in: folder)

    #expect(removed.status == 3)
    #expect(
      removed.standardError == """
        1 customer removed
        fleetcast: nothing is known in artifacts of: nobody

        """)
  }

  @Test func `a dry run says that every customer is fitted anew`() throws {
    let folder = try trained(["a", "b"])
    try folder.write(dailyCSV(rows: 41), to: "data/b.csv")

    let preview = try Fleetcast.run("train", "--dry-run", in: folder)

    #expect(
      preview.standardOutput == """
        Would begin a new run and train 2 customers, each anew:
          1 with another file or future than before: b
          1 with the same file as before: a

        """)
  }

  @Test func `a dry run of failed customers says that they failed`() throws {
    let folder = try TemporaryFolder()
    try folder.write(dailyCSV(rows: 40), to: "data/a.csv")
    try folder.write("ds,y\n2024-01-01,x\n", to: "data/b.csv")
    try Fleetcast.run("train", in: folder)

    let preview = try Fleetcast.run("train", "--dry-run", "--only-failed", in: folder)

    #expect(
      preview.standardOutput == """
        Would go on with run 1 and train 1 customer:
          1 done already, not again: a
          1 failed before: b

        """)
  }

  @Test func `warnings are sentences for people, codes in JSON`() throws {
    let folder = try TemporaryFolder()
    try folder.write("ds,y\n2024-01-01,1\n2024-01-02,1\n", to: "data/flat.csv")
    try Fleetcast.run("train", in: folder)

    let text = try Fleetcast.run("status", "--warnings", in: folder)
    let json = try Fleetcast.run("status", "--warnings", "--json", in: folder)

    #expect(text.standardOutput.contains("flat\tthe value never changes"))
    #expect(json.standardOutput.contains("\"degenerate\""))
  }

  @Test func `only the customers of a file are trained`() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b", "c"] { try folder.write(dailyCSV(rows: 40), to: "data/\(name).csv") }
    try folder.write("# chosen\nc\r\n\na\nmissing\n", to: "chosen.txt")
    try folder.write("../a\n", to: "bad.txt")

    let run = try Fleetcast.run("train", "--customers", "chosen.txt", in: folder)
    let failed = try Fleetcast.run("status", "--failed", in: folder)
    let bad = try Fleetcast.run("train", "--customers", "bad.txt", in: folder)

    #expect(run.status == 3, "\(run.standardError)")
    #expect(
      try folder.names(in: "artifacts").filter { !$0.hasPrefix(".") } == ["a.tar.gz", "c.tar.gz"])
    #expect(failed.standardOutput.hasPrefix("missing\t"))
    #expect(bad.status == 2)
    #expect(bad.standardError.contains("bad.txt, line 1"))
  }

  private func trained(_ customers: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in customers { try folder.write(dailyCSV(rows: 40), to: "data/\(name).csv") }
    let run = try Fleetcast.run("train", in: folder)
    try #require(run.status == 0, "\(run.standardError)")
    return folder
  }
}
