import ActualsSpool
import Customers
import FileSystem
import FleetTraining
import Foundation
import ModelArtifacts
import ModelRegistry
import TestFolders
import Testing

@Test func `a rollback brings back the bytes that stood before the run`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "b", level: 90)
  let after = try nights.archives()

  let report = try await nights.rollBack(run)

  #expect(after != before)
  #expect(try nights.archives() == before)
  #expect(report.placed == 2)
  #expect(report.withdrawn == 0)
  #expect(report.run.kind == .rollback)
  #expect(report.run.target == run.id)
  #expect(report.run.state == .finished)
}

@Test func `a customer whose first model came with the run has none after a rollback`() async throws
{
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", "new", level: 90)

  let report = try await nights.rollBack(run)

  #expect(try nights.archives().keys.sorted() == ["a"])
  #expect(report.withdrawn == 1)
  #expect(try nights.registry().artifact(of: CustomerID("new")) == nil)
}

@Test func `the next night looks at every customer that was rolled back`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", level: 90)

  _ = try await nights.rollBack(run)

  let row = try #require(try nights.registry().artifact(of: CustomerID("a")))
  let file = try FileIdentity(path: nights.folder.path("data/a.csv"))
  let standing = try ArtifactReader().version(of: CustomerID("a"), in: nights.layout.artifacts)
  let manifest = try ArtifactReader().readManifest(
    of: CustomerID("a"), in: nights.layout.artifacts)
  #expect(row.version == standing?.token)
  #expect(row.source != file)
  #expect(row.sourceDigest == manifest.sourceDigest)
}

@Test func `an interrupted rollback counts what it did, and the same call goes on`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", "c", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "b", "c", level: 90)
  let interruption = LateInterruption(after: 2)

  let interrupted = try await RunRollback(
    nights.layout, now: nights.now, isInterrupted: { interruption.hasHappened() }
  ).rollBack(run.id)
  let preview = try await RunRollback(nights.layout, now: nights.now).preview(run.id)
  let completed = try await nights.rollBack(run)

  #expect(interrupted.run.state == .interrupted)
  #expect(interrupted.run.counts.customers == 3)
  #expect(interrupted.run.counts.placed == 1 && interrupted.run.counts.left == 2)
  #expect(preview.done == 1 && preview.replaced.customers == 2)
  #expect(completed.isResumed && completed.run.id == interrupted.run.id)
  #expect(completed.run.state == .finished && completed.run.counts.placed == 3)
  #expect(try nights.archives() == before)
}

@Test func `a rollback that is interrupted before it begins is no run`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", level: 90)
  let rollback = RunRollback(nights.layout, now: nights.now, isInterrupted: { true })

  let error = await #expect(throws: HistoryError.self) { _ = try await rollback.rollBack(run.id) }

  guard case .training(.interrupted) = error else {
    Issue.record("\(String(describing: error))")
    return
  }
  #expect(try nights.registry().runs(limit: 9).count == 2)
}

@Test func `a rollback can be rolled back`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", "new", level: 90)
  let after = try nights.archives()

  let rollback = try await nights.rollBack(run).run
  let again = try await nights.rollBack(rollback)

  #expect(try nights.archives() == after)
  #expect(again.placed == 2)
}

@Test func `nights are rolled back one after the other, the newest first`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let before = try nights.archives()
  let first = try await nights.train("a", "b", level: 50)
  let second = try await nights.train("a", level: 90)

  _ = try await nights.rollBack(second)
  _ = try await nights.rollBack(first)

  #expect(try nights.archives() == before)
}

@Test func `a run that a later one has replaced is rolled back only by force`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "b", level: 50)
  let later = try await nights.train("a", level: 90)
  let after = try nights.archives()

  let error = await #expect(throws: HistoryError.self) { try await nights.rollBack(run) }
  let untouched = try nights.archives()
  let forced = try await nights.rollBack(run, consent: .replacedCustomers)

  #expect(
    "\(try #require(error))".contains(
      "1 customer of run 2 has been replaced since: customer a by run 3"))
  #expect(later.id == 3)
  #expect(untouched == after)
  #expect(forced.placed == 2)
  #expect(try nights.archives() == before)
}

@Test func `a rollback done is not done again`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", level: 90)

  let first = try await nights.rollBack(run)
  let second = try await nights.rollBack(run)

  #expect(!first.wasDone)
  #expect(second.wasDone)
  #expect(second.run.id == first.run.id)
}

@Test func `what a killed run had put in place is rolled back too`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "new", level: 90, dying: true)

  _ = try await nights.rollBack(run)

  #expect(try nights.archives() == before)
}

@Test func `a damaged previous version leaves the present one, and is told`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "b", level: 90)
  let after = try nights.archives()
  let pack = nights.folder["models/.fleetcast/previous/\(run.id)/worker-0.pack"]
  try flipByte(of: pack)

  let report = try await nights.rollBack(run)

  #expect(report.placed == 1)
  #expect(report.failures.map(\.reason) == ["previous_damaged"])
  #expect(report.run.state == .partial)
  #expect(try nights.archives()["a"] == after["a"])
  #expect(try nights.archives()["b"] == before["b"])
}

private func flipByte(of file: URL) throws {
  var bytes = try Data(contentsOf: file)
  bytes[bytes.startIndex + 100] ^= 1
  try bytes.write(to: file)
}

@Test func `a rollback that was not whole is no rollback yet, and the same one completes it`()
  async throws
{
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "b", level: 90)
  let pack = nights.folder["models/.fleetcast/previous/\(run.id)/worker-0.pack"]
  try flipByte(of: pack)

  let partial = try await nights.rollBack(run)
  let entries = try RunHistory(nights.layout).entries()
  try flipByte(of: pack)
  let whole = try await nights.rollBack(run)

  #expect(entries.map(\.undoneBy) == [nil, nil, nil])
  #expect(whole.run.id == partial.run.id && whole.isResumed && !whole.wasDone)
  #expect(whole.run.state == .finished)
  #expect(whole.placed == 2 && whole.failures.isEmpty)
  #expect(try nights.archives() == before)
  #expect(try RunHistory(nights.layout).entries().map(\.undoneBy) == [nil, partial.run.id, nil])
}

@Test func `a rollback that was not whole and was undone itself begins anew`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let before = try nights.archives()
  let run = try await nights.train("a", "b", level: 90)
  let pack = nights.folder["models/.fleetcast/previous/\(run.id)/worker-0.pack"]
  try flipByte(of: pack)
  let partial = try await nights.rollBack(run).run
  try flipByte(of: pack)
  _ = try await nights.rollBack(partial)

  let whole = try await nights.rollBack(run)

  #expect(whole.run.id > partial.id && !whole.isResumed)
  #expect(whole.placed == 2)
  #expect(try nights.archives() == before)
}

@Test func `actuals of a customer that a rollback withdrew wait for its return`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", "new", level: 90)
  let spool = ActualsSpool(folder: nights.layout.actuals)
  let actual = Actual(customer: try CustomerID("new"), timestamp: 1_704_844_800, value: 91)
  try spool.append([actual])

  let rollback = try await nights.rollBack(run).run
  let waiting = try spool.actuals()
  _ = try await nights.rollBack(rollback)

  #expect(waiting == [actual])
  #expect(try spool.actuals() == [actual])
  #expect(try nights.registry().aheadScore()?.customers == 1)
}

@Test func `a refused rollback names every run that is to be rolled back first`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let run = try await nights.train("a", "b", level: 30)
  try await nights.train("b", level: 50)
  try await nights.train("a", level: 70)
  try await nights.train("c", level: 90)

  let error = await #expect(throws: HistoryError.self) { try await nights.rollBack(run) }

  let text = "\(try #require(error))"
  #expect(text.contains("customer a by run 4, customer b by run 3"), "\(text)")
  #expect(text.contains("roll back run 4, then run 3 first"), "\(text)")
}

@Test func `a rollback leaves no judgement of the model that it took away`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", "b", level: 10)
  let run = try await nights.train("a", level: 90)
  let writer = try RegistryWriter(path: nights.layout.registry, now: nights.now)
  let score = ScoreRecord(
    values: 1, times: 0...0, mae: 1, rmse: 1, bias: 1, mase: 1, coverage80: 1, standardisedError: 1)
  let chart = ChartRecord(
    value: 2, average: 1, learnt: (centre: 0, variance: 1), nights: (all: 9, wild: 0),
    driftedSince: 5)
  try await writer.record(
    [],
    scores: ["a", "b"].map { RecordedScore(customer: $0, score: score, chart: chart) }, in: run.id)

  _ = try await nights.rollBack(run)

  #expect(try nights.registry().charts(of: ["a", "b"]).keys.sorted() == ["b"])
  #expect(try nights.registry().driftedNames(limit: 9) == ["b"])
}

@Test func `a run of which nothing is kept, or that never was, cannot be rolled back`() async throws
{
  let nights = try KeptNights()
  let run = try await nights.train("a", level: 10)
  _ = try await RunHistory(nights.layout).prune(keeping: 0, now: nights.now)

  let pruned = await #expect(throws: HistoryError.self) { try await nights.rollBack(run) }
  let unknown = await #expect(throws: HistoryError.self) {
    try await RunRollback(nights.layout, now: nights.now).rollBack(17)
  }

  #expect("\(try #require(pruned))".contains("no previous versions are kept"))
  #expect("\(try #require(unknown))".contains("there is no run 17"))
}

@Test func `pruning keeps the newest runs, and gives up an unfinished one among the others`()
  async throws
{
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let cutOff = try await nights.train("a", level: 20, dying: true)
  for level in 3...5 { try await nights.train("a", level: level * 10) }

  let report = try await RunHistory(nights.layout).prune(keeping: 2, now: nights.now)

  let entries = try RunHistory(nights.layout).entries()
  #expect(report.runs == [3, 2, 1])
  #expect(report.bytes > 0)
  #expect(entries.map(\.canBeRolledBack) == [true, true, false, false, false])
  #expect(try nights.registry().run(cutOff.id)?.state == .abandoned)
  #expect(try nights.folder.names(in: "models/.fleetcast/previous") == ["4", "5"])
  #expect(!nights.folder.exists("models/.fleetcast/tmp"))
}

@Test func `the list says which run undid which`() async throws {
  let nights = try KeptNights()
  try await nights.train("a", level: 10)
  let run = try await nights.train("a", level: 90)
  let rollback = try await nights.rollBack(run).run

  let entries = try RunHistory(nights.layout).entries()

  #expect(entries.map(\.run.id) == [rollback.id, run.id, 1])
  #expect(entries.map(\.undoneBy) == [nil, rollback.id, nil])
  #expect(entries.map(\.canBeRolledBack) == [true, false, true])
}
