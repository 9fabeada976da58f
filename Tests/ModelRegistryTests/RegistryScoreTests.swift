import Customers
import ModelRegistry
import TestFolders
import Testing

struct RegistryScoreTests {
  private func score(
    mae: Double = 2, mase: Double? = 1, coverage80: Double = 0.8, bias: Double = -1,
    lastTime: Int64 = 200
  ) -> ScoreRecord {
    ScoreRecord(
      values: 10, times: 100...lastTime, mae: mae, rmse: 3, bias: bias, mase: mase,
      coverage80: coverage80, standardisedError: 0.25)
  }

  private func chart(_ value: Double, driftedSince: Int64? = nil) -> ChartRecord {
    ChartRecord(
      value: value, average: 0.3, learnt: (centre: 0.1, variance: 1.2), nights: (all: 4, wild: 1),
      driftedSince: driftedSince)
  }

  @Test func `a night's scores make the fleet's means, and are kept by customer`() async throws {
    let folder = try TemporaryFolder()
    let writer = try folder.writer()
    let run = try await writer.begin(newRun())

    try await writer.record(
      [trained("a"), trained("b")],
      scores: [
        RecordedScore(customer: "a", score: score(mase: 1, bias: -1), chart: chart(0.1)),
        RecordedScore(
          customer: "b", score: score(mae: 6, mase: 3, coverage80: 0.4, bias: 6),
          chart: chart(1.1, driftedSince: 200)),
      ], in: run.id)
    try await writer.record(
      [trained("c")],
      scores: [RecordedScore(customer: "c", score: score(mase: nil), chart: chart(0))], in: run.id)

    let fleet = try #require(try writer.registry.fleetScores(limit: 5).first)
    #expect(fleet.run == run.id)
    #expect(fleet.customers == 3 && fleet.values == 30 && fleet.drifted == 1)
    // The scales are 2/1 and 6/3, so the biases are -0.5 and 3 of them.
    #expect(fleet.mase == 2 && fleet.bias == 1.25)
    // 8 + 4 + 8 of 30 rows; sums of three terms.
    #expect(abs(fleet.coverage80 - 20.0 / 30) < 1e-12)
    let nights = try writer.registry.scores(of: "b")
    #expect(nights.map(\.run) == [run.id])
    #expect(nights.first?.score.mae == 6)
    #expect(nights.first?.score.firstTime == 100)
  }

  @Test func `drifted customers are listed page by page, with their last score`() async throws {
    let folder = try TemporaryFolder()
    let writer = try folder.writer()
    let run = try await writer.begin(newRun())
    let names = ["a", "b", "c", "d"]
    try await writer.record(
      try names.map { try trained($0) },
      scores: names.map {
        RecordedScore(
          customer: $0, score: score(lastTime: 500),
          chart: chart($0 == "c" ? 0.9 : 1.5, driftedSince: $0 == "c" ? nil : 500))
      }, in: run.id)

    let first = try writer.registry.driftedCustomers(limit: 2)
    let rest = try writer.registry.driftedCustomers(after: "b", limit: 2)
    let worst = try writer.registry.worstCharts(limit: 9)

    #expect(first.map(\.customer) == ["a", "b"])
    #expect(rest.map(\.customer) == ["d"])
    #expect(rest.first?.lastScore?.lastTime == 500)
    #expect(rest.first?.chart == chart(1.5, driftedSince: 500))
    #expect(worst.last?.customer == "c" && worst.count == 4)
    #expect(try writer.registry.driftedCount() == 3)
  }

  @Test func `a chart is replaced by the next night's and removed when it begins anew`()
    async throws
  {
    let folder = try TemporaryFolder()
    let writer = try folder.writer()
    for (value, isRefit) in [(0.2, false), (0.4, false), (0, true)] {
      let run = try await writer.begin(newRun())
      try await writer.record(
        [trained("a")],
        scores: [
          RecordedScore(customer: "a", score: score(), chart: isRefit ? nil : chart(value))
        ], in: run.id)
      let found = try writer.registry.charts(of: ["a", "nobody"])
      #expect(found == (isRefit ? [:] : ["a": chart(value)]))
    }

    #expect(try writer.registry.scores(of: "a").map(\.run) == [3, 2, 1])
  }

  @Test func `scores of old nights are forgotten, the fleet's and the charts are not`()
    async throws
  {
    let folder = try TemporaryFolder()
    let writer = try folder.writer()
    for _ in 0..<6 {
      let run = try await writer.begin(newRun())
      try await writer.record(
        [trained("a"), trained("b")],
        scores: ["a", "b"].map {
          RecordedScore(customer: $0, score: score(), chart: chart(0.1))
        }, in: run.id)
    }
    var byNights = ScoreRetention()
    byNights.nights = 4
    var byScores = ScoreRetention()
    byScores.scores = 1

    try await writer.forgetOldScores(keeping: byNights)
    let afterNights = try writer.registry.scores(of: "a").map(\.run)
    try await writer.forgetOldScores(keeping: byScores)
    let afterScores = try writer.registry.scores(of: "a").map(\.run)

    #expect(afterNights == [6, 5, 4, 3])
    #expect(afterScores == [6, 5])
    #expect(try writer.registry.fleetScores(limit: 99).count == 6)
    #expect(try writer.registry.charts(of: ["a", "b"]).count == 2)
  }

  @Test func `of a customer that is forgotten no score and no chart are left`() async throws {
    let folder = try TemporaryFolder()
    let writer = try folder.writer()
    let run = try await writer.begin(newRun())
    try await writer.record(
      [trained("a"), trained("b")],
      scores: ["a", "b"].map { RecordedScore(customer: $0, score: score(), chart: chart(2)) },
      in: run.id)

    _ = try await writer.forget(try CustomerID("a"))

    #expect(try writer.registry.scores(of: "a").isEmpty)
    #expect(try writer.registry.charts(of: ["a"]).isEmpty)
    #expect(try writer.registry.scores(of: "b").count == 1)
  }
}
