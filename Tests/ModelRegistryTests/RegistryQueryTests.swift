import Customers
import ModelRegistry
import TestFolders
import Testing

@Test func `failures are summed by reason, the most frequent first, with examples by name`()
  async throws
{
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record(
    [
      failed("d", reason: "empty", message: "no rows"), failed("b", reason: "not_a_number"),
      failed("c", reason: "empty"), failed("a", reason: "empty"),
    ], in: run.id)

  let failures = try writer.registry.failures(of: run.id, examples: 2)

  #expect(failures.map(\.reason) == ["empty", "not_a_number"])
  #expect(failures.map(\.customers) == [3, 1])
  #expect(failures[0].examples.map(\.customer) == ["a", "c"])
}

@Test func `pages of failed customers hold each of them once`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  let names = (0..<25).map { "c\($0)" }
  try await writer.record(
    names.enumerated().map { failed($1, reason: $0 % 2 == 0 ? "even" : "odd") } + [trained("t")],
    in: run.id)

  var found: [String] = []
  var end: FailurePageEnd?
  repeat {
    let page = try writer.registry.failedCustomers(of: run.id, after: end, limit: 10)
    found += page.customers.map(\.customer)
    end = page.end
  } while end != nil

  #expect(found.count == 25)
  #expect(Set(found) == Set(names))
}

@Test func `a customer's history holds every run, the newest first`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let first = try await writer.begin(newRun())
  try await writer.record([failed("a", message: "no rows"), failed("b")], in: first.id)
  let second = try await writer.begin(newRun())
  let outcome = try trained("a", mase: 0.5, warnings: ["one", "two"])
  try await writer.record([outcome], in: second.id)

  let history = try writer.registry.history(of: "a")

  #expect(history.map(\.run) == [second.id, first.id])
  #expect(history[0].outcome == outcome.outcome)
  #expect(history[1].outcome.message == "no rows")
}

@Test func `outcomes are streamed in the order of the customers' bytes`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record(
    [trained("b"), failed("a"), trained("B"), trained("a.b"), trained("a-b")], in: run.id)
  let other = try await writer.begin(newRun())
  try await writer.record([trained("z")], in: other.id)

  var seen: [String] = []
  try writer.registry.forEachOutcome(of: run.id) { seen.append("\($0) \($1)") }

  #expect(seen == ["B trained", "a failed", "a-b trained", "a.b trained", "b trained"])
}

@Test func `an artifact reads back as it was recorded, and a later run replaces it`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let customer = try CustomerID("a")
  let first = try await writer.begin(newRun())
  let outcome = try trained("a", lastTime: 5)
  try await writer.record([outcome], in: first.id)
  #expect(try writer.registry.artifact(of: customer) == outcome.artifact)

  let second = try await writer.begin(newRun())
  let newer = try trained("a", lastTime: 6)
  try await writer.record([newer], in: second.id)

  #expect(try writer.registry.artifact(of: customer) == newer.artifact)
  #expect(try writer.registry.artifact(of: CustomerID("b")) == nil)
}

@Test func `customers are stale whose last row is older than the newest by more than asked`()
  async throws
{
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  let run = try await writer.begin(newRun())
  try await writer.record(
    [
      trained("new", lastTime: 1_000), trained("edge", lastTime: 900),
      trained("old", lastTime: 899), trained("older", lastTime: -5),
    ], in: run.id)

  let freshness = try writer.registry.freshness(staleAfter: 100)
  let stale = try writer.registry.staleCustomers(staleAfter: 100, limit: 10)

  #expect(freshness.customers == 4)
  #expect(freshness.newestTime == 1_000)
  #expect(freshness.stale == 2)
  #expect(stale.map(\.customer) == ["older", "old"])
  #expect(stale.map(\.lastTime) == [-5, 899])
}

@Test func `an empty registry answers every question with nothing`() throws {
  let folder = try TemporaryFolder()
  let registry = try folder.writer().registry

  #expect(try registry.lastRun() == nil)
  #expect(try registry.runs(limit: 5).isEmpty)
  #expect(try registry.failures(of: 1).isEmpty)
  #expect(try registry.history(of: "a").isEmpty)
  #expect(try registry.freshness(staleAfter: 1).newestTime == nil)
}

@Test func `the last run is the one that is worked on, else the one worked on last`() async throws {
  let folder = try TemporaryFolder()
  let first = try await folder.writer(at: 1_000).begin(newRun(identity: "a"))
  try await folder.writer(at: 2_000).end(first.id, as: .finished)
  let second = try await folder.writer(at: 3_000).begin(newRun(identity: "b"))
  let writer = try folder.writer(at: 4_000)
  try await writer.end(second.id, as: .finished)
  #expect(try writer.registry.lastRun()?.id == second.id)

  // A clock that was set back.
  _ = try await folder.writer(at: 2_500).resume(first.id, customers: 3)
  #expect(try writer.registry.lastRun()?.id == first.id)
  try await writer.end(first.id, as: .finished)
  #expect(try writer.registry.lastRun()?.id == second.id)

  _ = try await folder.writer(at: 5_000).resume(first.id, customers: 3)
  try await writer.end(first.id, as: .finished)
  #expect(try writer.registry.lastRun()?.id == first.id)
}
