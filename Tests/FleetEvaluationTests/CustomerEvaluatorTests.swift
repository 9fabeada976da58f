import Customers
import FleetEvaluation
import Forecasting
import TestFolders
import Testing

struct CustomerEvaluatorTests {
  @Test func `a file is read and evaluated`() throws {
    let folder = try folder(rows: 200)

    let result = try evaluate("a", in: folder)

    #expect(result.folds.count == 3)
    #expect(result.errors.measures?.model.values == 3 * 14)
  }

  @Test func `a short history is skipped, a bad file fails with its line`() throws {
    let folder = try folder(rows: 30)
    try folder.write("ds,y\n2024-01-01,one\n", to: "data/b.csv")

    let short = #expect(throws: EvaluationFault.self) { try evaluate("a", in: folder) }
    let bad = #expect(throws: EvaluationFault.self) { try evaluate("b", in: folder) }

    #expect(short?.isSkip == true)
    #expect(bad?.isSkip == false)
    #expect(bad?.reason == "not_a_number")
    #expect("\(bad.map { "\($0)" } ?? "")".contains("b.csv: line 2"))
  }

  private func evaluate(
    _ customer: String, in folder: TemporaryFolder
  ) throws -> CrossValidationResult {
    let specification = ModelSpec(horizon: .steps(14))
    var evaluator = CustomerEvaluator(
      EvaluationSettings(dataFolder: folder.path("data"), specification: specification))
    return try evaluator.evaluate(try CustomerID(customer))
  }

  private func folder(rows: Int) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.makeFolder("data")
    let lines = (0..<rows).map { "\(1_704_067_200 + $0 * 86_400),\(100 + $0 % 7)" }
    try folder.write("ds,y\n" + lines.joined(separator: "\n") + "\n", to: "data/a.csv")
    return folder
  }
}
