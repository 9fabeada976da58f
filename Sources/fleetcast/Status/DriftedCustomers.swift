import Forecasting
import ModelRegistry

/// Every customer whose errors have left their own limit: read page by page, printed as it is read.
struct DriftedCustomers {
  private static let pageSize = 1000

  let registry: Registry

  /// One line a customer: `customer  since  chart  limit  MASE  bias`, or one JSON object.
  ///
  /// - Returns: Whether there was any.
  func print(json: Bool) throws -> Bool {
    var last = ""
    while true {
      let page = try registry.driftedCustomers(after: last, limit: Self.pageSize)
      for drifted in page {
        let line = DriftDocument(drifted)
        try StandardOutput.write(line: json ? try JSONText.of(line) : line.text)
      }
      guard page.count == Self.pageSize, let end = page.last else {
        return !last.isEmpty || !page.isEmpty
      }
      last = end.customer
    }
  }
}

/// A customer's chart, and the last night that moved it.
struct DriftDocument: Encodable {
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
