import Forecasting
import ModelRegistry
import TestFolders
import Testing

@testable import FleetTraining

struct `The scores of a night` {
  private static let day: Int64 = 86_400

  private let folder: TemporaryFolder
  private let writer: RegistryWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = try RegistryWriter(path: folder.path("registry.sqlite")) { 1_000 }
  }

  /// Records a night of `days` daily rows and returns the chart it leaves.
  private func take(_ error: Double, days: Int64, from first: Int64) async throws -> ChartRecord {
    let run = try await writer.begin(
      NewRun(identity: "night", kind: .retrain, dataPath: "/data", options: "{}", customers: 1))
    let score = ScoreRecord(
      values: Int(days), times: first * Self.day...(first + days - 1) * Self.day, mae: 1, rmse: 1,
      bias: 1, mase: 1, coverage80: 1, standardisedError: error)
    let scores = try NightScores(writer.registry).recorded([
      NightScores.Night(customer: "a", score: score, beginsAnew: false)
    ])
    try await writer.record([], scores: scores, in: run.id)
    return try #require(try writer.registry.charts(of: ["a"])["a"])
  }

  @Test(arguments: [Int64(1), 2, 3, 25])
  func `move the chart once, whatever number of days the night brings`(days: Int64) async throws {
    var chart = ControlChart()
    chart.take(1.2, at: 0)

    let record = try await take(1.2, days: days, from: 0)

    #expect(record.nights == 1)
    #expect(record.average == chart.state.average)
    #expect(record.centre == chart.state.centre && record.variance == chart.state.variance)
  }

  @Test func `find a jump of the level on its second night, not in several days of one`()
    async throws
  {
    _ = try await take(0.1, days: 1, from: 0)

    let first = try await take(3, days: 3, from: 1)
    let second = try await take(3, days: 1, from: 4)

    #expect(first.wildNights == 1 && first.driftedSince == nil)
    #expect(second.wildNights == 2 && second.driftedSince == 4 * Self.day)
    #expect(try writer.registry.driftedNames(limit: 2) == ["a"])
  }
}
