import Customers
import FleetTraining
import Foundation
import ModelRegistry
import TestFolders
import Testing

struct `A rollback that takes models away` {
  private let nights: KeptNights

  init() throws { nights = try KeptNights() }

  private func refusal(of run: RunRecord) async -> HistoryError? {
    await #expect(throws: HistoryError.self) { try await nights.rollBack(run) }
  }

  @Test func `and would leave none is refused until that is consented to`() async throws {
    let run = try await nights.train("a", "b", level: 10)
    let before = try nights.archives()

    let error = try #require(await refusal(of: run))
    let untouched = try nights.archives()
    let runs = try nights.registry().runs(limit: 9).count
    let report = try await nights.rollBack(run, consent: .removedModels)

    guard case .removesModels(run: 1, customers: 2, standing: 2, let examples) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(examples == ["a", "b"])
    #expect("\(error)".contains("leave nothing to serve") && "\(error)".contains("--remove-new"))
    #expect(untouched == before && runs == 1)
    #expect(report.withdrawn == 2)
    #expect(try nights.archives().isEmpty)
  }

  @Test func `is refused where more would go than stay`() async throws {
    try await nights.train("a", level: 10)
    let run = try await nights.train("a", "b", "c", "d", "e", level: 90)

    let error = try #require(await refusal(of: run))

    #expect("\(error)".contains("4 of the 5 customers that have a model had none (b, c, d, …)"))
  }

  @Test func `goes on where it was cut off, as it was consented to`() async throws {
    let run = try await nights.train("a", "b", level: 10)
    let writer = try RegistryWriter(path: nights.layout.registry, now: nights.now)
    var new = NewRun(
      identity: "rollback 1", kind: .rollback, dataPath: "/data", options: "{}", customers: 0)
    new.target = run.id
    let cutOff = try await writer.begin(new)
    try await writer.end(cutOff.id, as: .interrupted)

    let preview = try await RunRollback(nights.layout, now: nights.now).preview(run.id)
    let report = try await nights.rollBack(run)

    #expect(preview.resumedRun == cutOff.id && preview.refusal == nil)
    #expect(report.run.id == cutOff.id && report.isResumed)
    #expect(report.withdrawn == 2 && report.run.state == .finished)
  }
}

struct `What a rollback would do` {
  private let nights: KeptNights

  init() throws { nights = try KeptNights() }

  private func preview(_ run: RunRecord) async throws -> ExchangePreview {
    try await RunRollback(nights.layout, now: nights.now).preview(run.id)
  }

  @Test func `is counted customer by customer, and nothing is changed`() async throws {
    try await nights.train("a", "b", "c", level: 10)
    let run = try await nights.train("a", "b", "new", level: 90)
    try FileManager.default.removeItem(at: nights.folder["models/b.tar.gz"])
    let before = try nights.archives()

    let preview = try await preview(run)

    #expect(preview.replaced.examples == ["a"] && preview.replaced.customers == 1)
    #expect(preview.added.examples == ["b"])
    #expect(preview.removed.examples == ["new"])
    #expect(preview.refusal == nil && preview.resumedRun == nil && preview.doneBy == nil)
    #expect(try nights.archives() == before)
    #expect(try nights.registry().runs(limit: 9).count == 2)
    let report = try await nights.rollBack(run)
    #expect(report.placed == 2 && report.withdrawn == 1)
  }

  @Test func `says why it would be refused`() async throws {
    try await nights.train("a", level: 10)
    let run = try await nights.train("a", level: 50)
    try await nights.train("a", level: 90)

    let preview = try await preview(run)

    guard case .replacedSince(run: 2, customers: 1, _, later: [3])? = preview.refusal else {
      Issue.record("\(String(describing: preview.refusal))")
      return
    }
  }

  @Test func `is nothing where it was done before`() async throws {
    try await nights.train("a", level: 10)
    let run = try await nights.train("a", level: 90)
    let rollback = try await nights.rollBack(run).run

    let preview = try await preview(run)

    #expect(preview.doneBy == rollback.id)
    #expect(preview.replaced.customers == 0)
  }
}
