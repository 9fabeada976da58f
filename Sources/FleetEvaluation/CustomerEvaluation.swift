public import Forecasting

/// What became of one customer of an evaluated fleet.
public struct CustomerEvaluation: Hashable, Sendable, Codable {
  /// Printable.
  public let customer: String
  public let outcome: Outcome

  public enum Outcome: Hashable, Sendable, Codable {
    case evaluated(folds: Int, LeadErrors)
    /// The history is too short for a fold.
    case skipped(message: String)
    /// With a stable word for reports.
    case failed(reason: String, message: String)
  }

  public init(customer: String, outcome: Outcome) {
    self.customer = customer
    self.outcome = outcome
  }

  init(customer: String, _ fault: EvaluationFault) {
    let message = "\(fault)"
    self.init(
      customer: customer,
      outcome: fault.isSkip
        ? .skipped(message: message) : .failed(reason: fault.reason, message: message))
  }
}
