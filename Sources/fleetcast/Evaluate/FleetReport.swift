import FleetEvaluation
import Forecasting

/// What became of a fleet's customers, counted; only a few are kept by name.
struct FleetReport {
  private(set) var customers = 0
  private(set) var skipped = 0
  private(set) var failed = 0
  private(set) var accuracy = FleetAccuracy()
  /// The first ones of both, as `customer: reason`.
  private var skippedExamples: [String] = []
  private var failedExamples: [String] = []

  private static let exampleCount = 10

  mutating func take(_ evaluation: CustomerEvaluation) {
    customers += 1
    switch evaluation.outcome {
    case .evaluated(let folds, let errors):
      accuracy.add(evaluation.customer, folds: folds, errors: errors)
    case .skipped(let message):
      skipped += 1
      Self.note(message, of: evaluation.customer, in: &skippedExamples)
    case .failed(_, let message):
      failed += 1
      Self.note(message, of: evaluation.customer, in: &failedExamples)
    }
  }

  private static func note(_ message: String, of customer: String, in examples: inout [String]) {
    guard examples.count < exampleCount else { return }
    examples.append("\(customer): \(message)")
  }

  /// Names on stderr who has no result and why.
  ///
  /// - Parameter quiet: Whether only failures are named.
  func tell(quiet: Bool) {
    Self.tell(failedExamples, of: failed, prefix: "fleetcast: ")
    if !quiet { Self.tell(skippedExamples, of: skipped, prefix: "skipped: ") }
  }

  private static func tell(_ examples: [String], of count: Int, prefix: String) {
    for example in examples { StandardError.write(prefix + example) }
    guard count > examples.count else { return }
    let more = NumberText.grouped(count - examples.count)
    StandardError.write("\(prefix)and \(more) more; --format csv or json names all")
  }

  func exitStatus(allowsFailures: Bool) -> ExitStatus {
    if accuracy.customers == 0 { return .failed }
    return failed == 0 || allowsFailures ? .done : .someCustomersFailed
  }
}
