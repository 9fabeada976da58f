import Foundation
import GRDB
import ModelRegistry
import TestFolders
import Testing

/// The questions that docs/operations.md puts to the registry.
private func documentedQueries() throws -> [String] {
  let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/operations.md")
  return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```sql\n")
    .dropFirst().compactMap { $0.components(separatedBy: "```").first }
}

@Test func `every documented query runs and answers`() async throws {
  let folder = try TemporaryFolder()
  let writer = try folder.writer()
  for mase in [0.5, 2] {
    let run = try await writer.begin(newRun())
    let score = ScoreRecord(
      values: 1, times: 0...0, mae: 1, rmse: 1, bias: 0, mase: mase, coverage80: 1,
      standardisedError: 0)
    try await writer.record(
      [trained("a", mase: mase), failed("b")],
      scores: [RecordedScore(customer: "a", score: score, chart: nil)], in: run.id)
    try await writer.end(run.id, as: .finished)
  }
  let queries = try documentedQueries()
  let database = try DatabaseQueue(path: folder.path("registry.sqlite"))

  #expect(queries.count >= 6)
  for query in queries {
    let rows = try database.read { try Row.fetchAll($0, sql: query) }
    #expect(!rows.isEmpty, "nothing comes of \(query)")
  }
}
