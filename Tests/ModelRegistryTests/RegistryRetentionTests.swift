import Customers
import ModelRegistry
import TestFolders
import Testing

@Test func `the outcomes of old runs are forgotten, their counts are not`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  for _ in 0..<5 {
    let run = try await writer.begin(newRun())
    try await writer.record([trained("a"), failed("b")], in: run.id)
    try await writer.end(run.id, as: .finished)
  }
  var retention = OutcomeRetention()
  retention.runs = 3

  let forgotten = try await writer.forgetOldOutcomes(keeping: retention)

  #expect(forgotten.sorted() == [1, 2])
  #expect(try writer.registry.history(of: "a").map(\.run) == [5, 4, 3])
  #expect(try writer.registry.run(1)?.counts.failed == 1)
  #expect(try writer.registry.failures(of: 1).map(\.customers) == [1])
  #expect(try await writer.forgetOldOutcomes(keeping: retention).isEmpty)
}

@Test func `more outcomes than are kept go run by run, the newest two stay`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  for _ in 0..<4 {
    let run = try await writer.begin(newRun())
    try await writer.record([trained("a"), trained("b"), trained("c")], in: run.id)
    try await writer.end(run.id, as: .finished)
  }
  var roomy = OutcomeRetention()
  roomy.outcomes = 9
  var tight = OutcomeRetention()
  tight.outcomes = 1

  #expect(try await writer.forgetOldOutcomes(keeping: roomy) == [1])
  #expect(try await writer.forgetOldOutcomes(keeping: tight) == [2])
}

@Test func `an unfinished run whose outcomes are forgotten is never gone on with`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  for identity in ["a", "b", "c"] {
    let run = try await writer.begin(newRun(identity: identity))
    try await writer.record([trained("x")], in: run.id)
    try await writer.end(run.id, as: .interrupted)
  }
  var retention = OutcomeRetention()
  retention.runs = 2

  try await writer.forgetOldOutcomes(keeping: retention)

  #expect(try writer.registry.lastRun(identity: "a")?.state == .abandoned)
  #expect(try writer.registry.lastRun(identity: "b")?.state == .interrupted)
}

@Test func `a customer that is forgotten leaves no trace, and the counts fit`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let first = try await writer.begin(newRun(customers: 2))
  try await writer.record(
    [trained("a", mase: 1, warnings: ["w"]), trained("b", mase: 3)], in: first.id)
  let second = try await writer.begin(newRun(customers: 2))
  try await writer.record([failed("a", reason: "empty"), trained("b")], in: second.id)
  let customer = try CustomerID("a")

  let wasKnown = try await writer.forget(customer)

  #expect(wasKnown)
  #expect(try writer.registry.artifact(of: customer) == nil)
  #expect(try writer.registry.history(of: "a").isEmpty)
  let run = try #require(try writer.registry.run(first.id))
  #expect(run.counts.customers == 1)
  #expect(run.counts.trained == 1)
  #expect(run.counts.warned == 0)
  #expect(run.accuracy.mase == 3)
  #expect(try writer.registry.failures(of: second.id).isEmpty)
  #expect(try writer.registry.history(of: "b").count == 2)
  #expect(try await !writer.forget(customer))
}

@Test func `pages of warned and of stale customers hold each of them once`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record(
    (0..<10).map { try trained("c\($0)", lastTime: $0 < 7 ? 0 : 100, warnings: ["one", "two"]) }
      + [trained("plain", lastTime: 100), failed("f")], in: run.id)

  let first = try writer.registry.warnedCustomers(of: run.id, limit: 6)
  let second = try writer.registry.warnedCustomers(
    of: run.id, after: first.last?.customer ?? "", limit: 6)
  let oldest = try writer.registry.staleCustomers(staleAfter: 10, limit: 4)
  let older = try writer.registry.staleCustomers(staleAfter: 10, after: oldest.last, limit: 4)

  #expect((first + second).map(\.customer) == (0..<10).map { "c\($0)" })
  #expect(first[0].warnings == ["one", "two"])
  #expect((oldest + older).map(\.customer) == (0..<7).map { "c\($0)" })
}

@Test func `archives are streamed in the order of the customers' bytes`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  let b = try trained("b")
  try await writer.record([b, trained("B"), failed("x")], in: run.id)

  var seen: [ArtifactRecord] = []
  try writer.registry.forEachArtifact { seen.append($0) }

  #expect(seen.map(\.customer.text) == ["B", "b"])
  #expect(seen.last == b.artifact)
}

@Test func `a run that goes on has the pace of its own session`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer(at: 1_000)
  let run = try await writer.begin(newRun())
  try await writer.record([trained("a"), failed("b")], in: run.id)
  #expect(run.sessionStartedMilliseconds == 1_000)
  #expect(run.doneBeforeSession == 0)

  let resumed = try await folder.writer(at: 9_000).resume(run.id, customers: 4)

  #expect(resumed.sessionStartedMilliseconds == 9_000)
  #expect(resumed.doneBeforeSession == 2)
}
