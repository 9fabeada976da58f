import FleetEvaluation

/// The bytes of a fleet's evaluation, customer by customer.
struct FleetOutput {
  let format: EvaluationFormat
  private(set) var report = FleetReport()

  init(format: EvaluationFormat) { self.format = format }

  /// What is to be written now that this customer is done.
  mutating func take(_ evaluation: CustomerEvaluation) -> [UInt8] {
    let isFirst = report.customers == 0
    report.take(evaluation)
    switch format {
    case .table: return []
    case .csv: return (isFirst ? EvaluationCSV.fleetHeader : []) + EvaluationCSV.row(evaluation)
    case .json:
      let separator = isFirst ? EvaluationJSON.beginning : Array(",".utf8)
      return separator + Array("\n".utf8) + EvaluationJSON.customer(evaluation)
    }
  }

  /// What is to be written behind the last customer.
  func end() -> [UInt8] {
    switch format {
    case .table: Array(EvaluationTable.rendered(report).utf8)
    case .csv: []
    case .json: Array("\n".utf8) + EvaluationJSON.ending(report)
    }
  }
}
