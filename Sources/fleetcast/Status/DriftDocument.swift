import Forecasting
import ModelRegistry

/// A customer's chart, and the last night that moved it.
struct DriftDocument: ListedLine {
  private let customer: String
  /// Nil while the chart is within its limit.
  private let since: String?
  private let chart: Double
  private let limit: Double
  private let nights: Int
  private let mase: Double?
  private let bias: Double?
  private let coverage80: Double?

  init(_ drifting: DriftingCustomer) {
    customer = drifting.customer
    since = drifting.chart.driftedSince.map(InstantText.row)
    chart = drifting.chart.value
    limit = ControlChart.limit
    nights = drifting.chart.nights
    mase = drifting.lastScore?.mase
    bias = drifting.lastScore?.bias
    coverage80 = drifting.lastScore?.coverage80
  }

  var text: String {
    func number(_ value: Double?, _ decimals: Int) -> String {
      value.map { NumberText.fixed($0, decimals: decimals) } ?? "-"
    }
    return [
      customer, "since \(since ?? "-")", "chart \(number(chart, 2))", "limit \(number(limit, 2))",
      "MASE \(number(mase, 3))",
      "bias \(number(bias, bias.map { NumberText.decimals(for: [$0]) } ?? 0))",
    ].joined(separator: "\t")
  }
}
