import FleetEvaluation
import Forecasting
import Foundation
import Testing

@testable import fleetcast

struct EvaluationOutputTests {
  @Test func `CSV has the model's measures, then the naive's, then their ratio`() throws {
    var output = FleetOutput(format: .csv)

    let bytes = output.take(try evaluated("a")) + output.take(skipped) + output.take(failed)

    let lines = text(bytes).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[0] == """
        customer,status,folds,values,mae,rmse,smape,wape,mase,coverage_80,coverage_95,msis_80,\
        msis_95,naive_mae,naive_rmse,naive_smape,naive_wape,naive_mase,naive_coverage_80,\
        naive_coverage_95,naive_msis_80,naive_msis_95,ratio,message
        """)
    #expect(lines[1].hasPrefix("a,evaluated,2,14,"))
    #expect(lines[2] == "b,skipped,0,,,,,,,,,,,,,,,,,,,,,too short")
    #expect(lines[3] == "c,failed,0,,,,,,,,,,,,,,,,,,,,,\"c.csv: line 2, column y\"")
    let commas = lines[0].count { $0 == "," }
    #expect(lines[1...2].allSatisfy { line in line.count { $0 == "," } == commas })
  }

  @Test func `JSON has every customer, then the fleet`() throws {
    var output = FleetOutput(format: .json)

    let bytes =
      output.take(try evaluated("a")) + output.take(skipped) + output.take(failed) + output.end()

    let root = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let customers = try #require(root?["customers"] as? [[String: Any]])
    let fleet = try #require(root?["fleet"] as? [String: Any])
    #expect(
      customers.map { $0.keys.sorted() } == [
        [
          "by_lead", "customer", "folds", "model", "ratio", "seasonal_naive", "status", "values",
        ],
        ["customer", "message", "status"], ["customer", "message", "reason", "status"],
      ])
    #expect(
      fleet.keys.sorted() == [
        "by_lead", "customers", "evaluated", "failed", "folds", "model", "seasonal_naive",
        "skipped", "worse_than_naive",
      ])
    #expect(fleet["customers"] as? Int == 3)
    #expect(
      (fleet["model"] as? [String: Any])?.keys.sorted() == [
        "coverage_80", "coverage_95", "mase", "mase_p10", "mase_p50", "mase_p90", "median_mae",
        "median_rmse", "msis_80", "msis_95", "smape",
      ])
  }

  @Test func `a fleet without a result fails, one with failures ends with 3`() throws {
    var report = FleetReport()
    report.take(skipped)
    #expect(report.exitStatus(allowsFailures: true) == .failed)

    report.take(try evaluated("a"))
    #expect(report.exitStatus(allowsFailures: false) == .done)

    report.take(failed)
    #expect(report.exitStatus(allowsFailures: false) == .someCustomersFailed)
    #expect(report.exitStatus(allowsFailures: true) == .done)
  }

  private let skipped = CustomerEvaluation(customer: "b", outcome: .skipped(message: "too short"))
  private let failed = CustomerEvaluation(
    customer: "c", outcome: .failed(reason: "not_a_number", message: "c.csv: line 2, column y"))

  private func evaluated(_ customer: String) throws -> CustomerEvaluation {
    var validation = CrossValidation()
    validation.horizon = .steps(7)
    validation.folds = 2
    var fitter = ModelFitter(spec: ModelSpec(horizon: .steps(7)))
    let rows = 0..<90
    let values = rows.map { row in Double(row % 7) + Double(row * row % 11) / 5 }
    let series = try TimeSeries(timestamps: rows.map { Int64($0) * 86_400 }, values: values)
    let result = try validation.evaluate(series, &fitter)
    return CustomerEvaluation(
      customer: customer, outcome: .evaluated(folds: result.folds.count, result.errors))
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
