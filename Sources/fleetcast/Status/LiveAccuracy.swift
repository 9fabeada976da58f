import Forecasting
import ModelRegistry

/// How the models did on rows that came after they were made: the last nights, who got worse, and
/// what is known ahead of the files.
struct LiveAccuracy {
  /// The newest first.
  private let nights: [FleetScore]
  private let worst: [DriftingCustomer]
  private let drifted: Int
  private let ahead: AheadScore?

  private static let nightCount = 7
  private static let worstCount = 5

  /// - Throws: `RegistryError`.
  init(_ registry: Registry) throws {
    nights = try registry.fleetScores(limit: Self.nightCount)
    worst = try registry.worstCharts(limit: Self.worstCount)
    drifted = try registry.driftedCount()
    ahead = try registry.aheadScore()
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
      [
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
      nights: nights.map(Night.init), worst: worst.map(DriftDocument.init), drifted: drifted,
      ahead: ahead.map(AheadDocument.init))
  }

  struct Document: Encodable {
    let nights: [Night]
    let worst: [DriftDocument]
    let drifted: Int
    let ahead: AheadDocument?
  }

  struct Night: Encodable {
    let run: Int64
    let began: String
    let customers: Int
    let rows: Int
    let mase: Double?
    let bias: Double?
    let coverage80: Double
    let drifted: Int

    init(_ night: FleetScore) {
      run = night.run
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
