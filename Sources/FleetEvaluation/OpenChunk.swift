import Customers
import FleetTraining

/// Customers that stand together in the list, and what has become of them so far.
struct OpenChunk: Sendable {
  /// Of the chunk, counted from 0 in the order of the list.
  let number: Int
  private let customers: [CustomerID]
  private(set) var results: [CustomerEvaluation] = []
  /// Whether the next customer was in hand when a worker died.
  private var hasFailedOnce = false

  init(number: Int, customers: [CustomerID]) {
    self.number = number
    self.customers = customers
  }

  var remaining: [CustomerID] { Array(customers[results.count...]) }

  var isDone: Bool { results.count == customers.count }

  /// Whose result is awaited.
  var next: CustomerID? { isDone ? nil : customers[results.count] }

  /// False where the result is not that of the next customer.
  mutating func take(_ result: CustomerEvaluation) -> Bool {
    guard result.customer == next?.text else { return false }
    results.append(result)
    hasFailedOnce = false
    return true
  }

  /// Notes that a worker died on the next customer: it is tried once more, then it has failed.
  ///
  /// - Returns: Whether it has failed.
  mutating func workerDied(_ death: WorkerDeath, lastWords: String) -> Bool {
    guard let customer = next else { return false }
    guard hasFailedOnce else {
      hasFailedOnce = true
      return false
    }
    let words = lastWords.isEmpty ? "" : " (\(lastWords))"
    results.append(
      CustomerEvaluation(
        customer: customer.text,
        outcome: .failed(reason: death.reason, message: "\(death)\(words)")))
    hasFailedOnce = false
    return true
  }
}
