import FleetTraining
import Forecasting
import ModelRegistry

/// How the models did on rows that came after they were made: the last nights, who got worse, and
/// what is known ahead of the files.
struct LiveAccuracy {
  /// A night, and the rollback that has undone it.
  fileprivate struct Night {
    let score: FleetScore
    let undoneBy: Int64?
  }

  /// The newest first; those that were undone stand between the others and count for nothing.
  private let nights: [Night]
  private let worst: [DriftingCustomer]
  private let drifted: Int
  private let ahead: AheadScore?

  private static let nightCount = 7
  /// Among so many of the newest nights they are looked for.
  private static let nightsRead = 60
  private static let worstCount = 5

  /// - Throws: `RegistryError`.
  init(_ registry: Registry) throws {
    nights = try Self.nights(registry)
    worst = try registry.worstCharts(limit: Self.worstCount)
    drifted = try registry.driftedCount()
    ahead = try registry.aheadScore()
  }

  private static func nights(_ registry: Registry) throws(RegistryError) -> [Night] {
    let scores = try registry.fleetScores(limit: nightsRead)
    guard let oldest = scores.last else { return [] }
    let lineage = RunLineage(try registry.runs(since: oldest.run))
    var nights: [Night] = []
    var counted = 0
    for score in scores where counted < nightCount {
      let night = Night(score: score, undoneBy: lineage.rollback(of: score.run))
      if night.undoneBy == nil { counted += 1 }
      nights.append(night)
    }
    return nights
  }

  /// Nothing before the first night.
  var lines: [String] {
    var lines: [String] = []
    if !nights.isEmpty {
      let count = drifted == 0 ? "none has drifted" : "\(NumberText.grouped(drifted)) drifted"
      lines.append("Live accuracy, the newest night first; \(count) (see --drift):")
      lines += table.split(separator: "\n").map { "  " + $0 }
    }
    if !worst.isEmpty {
      let names = worst.map { "\($0.customer) (\(Self.chart($0.chart.value)))" }
      lines.append(
        "  errors grew most, as their charts say (limit \(Self.chart(ControlChart.limit))): "
          + names.joined(separator: ", "))
    }
    if let ahead { lines.append("  " + AheadText.sentence(ahead)) }
    return lines
  }

  private var table: String {
    var table = TextTable(
      header: ["run", "began", "customers", "rows", "MASE", "bias", "80% covers", "drifted"])
    table.leftColumns = [1]
    table.rows = nights.map { night in
      if let rollback = night.undoneBy {
        let began = InstantText.utc(milliseconds: night.score.startedMilliseconds)
        return ["\(night.score.run)", began, "undone by \(rollback)", "", "", "", "", ""]
      }
      let night = night.score
      return [
        "\(night.run)", InstantText.utc(milliseconds: night.startedMilliseconds),
        NumberText.grouped(night.customers), NumberText.grouped(night.values),
        night.mase.map { NumberText.fixed($0, decimals: 3) } ?? "-",
        night.bias.map { NumberText.fixed($0, decimals: 3) } ?? "-",
        NumberText.fixed(100 * night.coverage80, decimals: 0) + "%",
        NumberText.grouped(night.drifted),
      ]
    }
    return table.rendered()
  }

  private static func chart(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
}

extension LiveAccuracy {
  /// Of the report's JSON.
  var document: Document {
    Document(
      nights: nights.map(NightDocument.init), worst: worst.map(DriftDocument.init),
      drifted: drifted,
      ahead: ahead.map(AheadDocument.init))
  }

  struct Document: Encodable {
    let nights: [NightDocument]
    let worst: [DriftDocument]
    let drifted: Int
    let ahead: AheadDocument?
  }

  struct NightDocument: Encodable {
    let run: Int64
    /// Whether a rollback has brought back what stood before it.
    let undone: Bool
    let began: String
    let customers: Int
    let rows: Int
    let mase: Double?
    let bias: Double?
    let coverage80: Double
    let drifted: Int

    fileprivate init(_ scored: Night) {
      let night = scored.score
      run = night.run
      undone = scored.undoneBy != nil
      began = InstantText.utc(milliseconds: night.startedMilliseconds)
      customers = night.customers
      rows = night.values
      mase = night.mase
      bias = night.bias
      coverage80 = night.coverage80
      drifted = night.drifted
    }
  }
}
