import Customers
import FileSystem
import ModelRegistry
import TestFolders
import Testing

struct `The counts of a night` {
  private let folder: TemporaryFolder
  private let writer: RegistryWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = try folder.writer()
  }

  private func night(_ unchanged: Int) -> NewRun {
    NewRun(
      identity: "night", kind: .retrain, dataPath: "/data", options: "{}", customers: 10,
      unchanged: unchanged, missing: 2)
  }

  private func outcome(
    _ customer: String, _ status: OutcomeStatus, reason: String? = nil
  ) throws -> RecordedOutcome {
    RecordedOutcome(
      OutcomeRecord(customer: customer, status: status, reason: reason),
      artifact: try trained(customer).artifact)
  }

  @Test func `are kept by kind, and fits by reason`() async throws {
    let run = try await writer.begin(night(4))
    let outcomes = try [
      outcome("a", .updated), outcome("b", .updated), outcome("c", .kept),
      outcome("d", .trained, reason: "new"), outcome("e", .trained, reason: "correction"),
      outcome("f", .trained, reason: "new"), failed("g"),
    ]

    try await writer.record(outcomes, in: run.id)

    let counts = try #require(try writer.registry.run(run.id)).counts
    #expect(counts.updated == 2)
    #expect(counts.kept == 1)
    #expect(counts.trained == 3)
    #expect(counts.unchanged == 4)
    #expect(counts.missing == 2)
    #expect(counts.recorded == 7)
    #expect(counts.done == 11)
    let reasons = try writer.registry.fitReasons(of: run.id)
    #expect(reasons.map { "\($0.customers) \($0.reason)" } == ["2 new", "1 correction"])
  }

  @Test func `know a touched file without an outcome, and remember it`() async throws {
    let first = try await writer.begin(newRun())
    try await writer.record([try trained("a", lastTime: 5)], in: first.id)
    let run = try await writer.begin(night(0))
    let known = try #require(try writer.registry.artifact(of: CustomerID("a")))
    let touched = ArtifactRecord(
      customer: known.customer, version: known.version,
      source: FileIdentity(sizeBytes: 9, modifiedNanoseconds: 99, inode: 1),
      sourceDigest: known.sourceDigest, specificationDigest: known.specificationDigest,
      firstTime: known.firstTime, lastTime: known.lastTime)

    try await writer.record([RecordedOutcome(unchanged: touched)], in: run.id)

    #expect(try writer.registry.run(run.id)?.counts.unchanged == 1)
    #expect(try writer.registry.outcomeCount(of: run.id) == 0)
    #expect(try writer.registry.artifact(of: CustomerID("a")) == touched)
  }

  @Test func `of the unchanged begin anew when the run goes on`() async throws {
    let run = try await writer.begin(night(4))
    try await writer.record([try outcome("a", .updated)], in: run.id)
    try await writer.end(run.id, as: .interrupted)

    let resumed = try await writer.resume(run.id, customers: 10, unchanged: 6)

    #expect(resumed.counts.unchanged == 6)
    #expect(resumed.doneBeforeSession == 7)
  }

  @Test func `who is missing is named since the night that found it, until one finds it again`()
    async throws
  {
    let first = try await writer.begin(night(0))
    try await writer.record([trained("a", lastTime: 7), trained("b"), trained("c")], in: first.id)
    for missing in [["a"], ["a", "b", "unknown"], ["a"]] {
      var run = night(0)
      run.missingCustomers = try missing.map { try CustomerID($0) }
      _ = try await writer.begin(run)
    }
    // A run that says nothing of it changes nothing.
    _ = try await writer.begin(night(0))

    let missing = try writer.registry.missingCustomers(limit: 5)

    #expect(missing.map(\.customer) == ["a"])
    #expect(missing.first?.sinceRun == 2 && missing.first?.lastTime == 7)
    #expect(try writer.registry.missingCustomers(after: "a", limit: 5).isEmpty)
    let absence = try #require(try writer.registry.absences(of: "b").first)
    #expect(absence.sinceRun == 3 && absence.untilRun == 4)
    #expect(!absence.contains(2) && absence.contains(3) && !absence.contains(4))
    #expect(try await writer.forget(CustomerID("a")))
    #expect(try writer.registry.absences(of: "a").isEmpty)
  }

  @Test func `a refused run is in the list and is none to go on with`() async throws {
    let run = try await writer.begin(night(0))
    try await writer.end(run.id, as: .interrupted)

    try await writer.refuse(night(0), message: "why")

    let refused = try #require(try writer.registry.runs(limit: 1).first)
    #expect(refused.state == .refused && refused.message == "why")
    #expect(refused.endedMilliseconds == 1_000)
    #expect(try writer.registry.lastRun(identity: "night")?.id == run.id)
    #expect(try writer.registry.lastRun()?.id == refused.id)
  }

  @Test func `retries of a refused night are one run, until the night or the reason is another`()
    async throws
  {
    let hour: Int64 = 3_600_000
    for (time, message) in [
      (0, "why"), (hour, "why"), (7 * hour, "why"), (8 * hour, "other"), (15 * hour, "other"),
    ] {
      try await folder.writer(at: time).refuse(night(0), message: message)
    }

    let runs = try writer.registry.runs(limit: 9)

    #expect(runs.map(\.attempts) == [1, 1, 3])
    #expect(runs.map(\.startedMilliseconds) == [15 * hour, 8 * hour, 0])
    #expect(runs.last?.endedMilliseconds == 7 * hour)
  }

  @Test func `a run in between keeps refusals apart, and so does another identity`() async throws {
    try await writer.refuse(night(0), message: "why")
    _ = try await writer.begin(night(0))
    try await writer.refuse(night(0), message: "why")
    try await writer.refuse(newRun(identity: "other"), message: "why")

    #expect(try writer.registry.runs(limit: 9).map(\.attempts) == [1, 1, 1, 1])
  }

  @Test func `by a refused run nobody is missing, and nobody is back`() async throws {
    let first = try await writer.begin(night(0))
    try await writer.record([trained("a"), trained("b")], in: first.id)
    _ = try await writer.begin(night(missing: ["b"]))

    try await writer.refuse(night(missing: ["a"]), message: "why")

    #expect(try writer.registry.missingCustomers(limit: 5).map(\.customer) == ["b"])
    #expect(try writer.registry.missingCount() == 1)
  }

  private func night(missing: [String]) throws -> NewRun {
    var run = night(0)
    run.missingCustomers = try missing.map { try CustomerID($0) }
    return run
  }

  @Test func `whoever is trained, updated, kept or adopted is missing no more`() async throws {
    let names = ["a", "b", "c", "d", "e", "f"]
    let first = try await writer.begin(night(0))
    try await writer.record(names.map { try trained($0) }, in: first.id)
    _ = try await writer.begin(night(missing: names))
    let run = try await writer.begin(newRun())

    try await writer.record(
      [
        outcome("a", .trained), outcome("b", .updated), outcome("c", .kept),
        outcome("d", .adopted), outcome("e", .restored), failed("f"),
      ], in: run.id)

    #expect(try writer.registry.missingCustomers(limit: 9).map(\.customer) == ["e", "f"])
    #expect(try writer.registry.absences(of: "a").map(\.untilRun) == [run.id])
  }

  @Test func `every run has its own examples of who is missing`() async throws {
    let first = try await writer.begin(night(0))
    try await writer.record([trained("a"), trained("b"), trained("c")], in: first.id)
    for missing in [["a"], ["b", "c"], []] { _ = try await writer.begin(night(missing: missing)) }

    let names = try (1...4).map { try writer.registry.missingNames(in: $0, limit: 2) }

    #expect(names == [[], ["a"], ["b", "c"], []])
  }

  @Test func `behind a refused run stands the last that was not`() async throws {
    let run = try await writer.begin(night(0))
    try await writer.end(run.id, as: .finished)

    try await writer.refuse(night(0), message: "why")

    #expect(try writer.registry.lastRunNotRefused()?.id == run.id)
    #expect(try writer.registry.lastRun()?.state == .refused)
  }
}
