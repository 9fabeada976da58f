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
}
