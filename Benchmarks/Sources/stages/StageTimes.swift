import Measuring

/// CPU time by stage, in turn over batches of customers.
struct StageTimes {
  private var current: [String: Double] = [:]
  /// Of each batch, in seconds a customer.
  private var batches: [String: [Double]] = [:]

  /// Adds the thread's time in `body` to `stage`.
  mutating func measure<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
    let start = CPUClock.threadSeconds()
    defer { current[stage, default: 0] += CPUClock.threadSeconds() - start }
    return try body()
  }

  /// Ends a batch.
  mutating func endBatch(customers: Int) {
    for (stage, seconds) in current {
      batches[stage, default: []].append(seconds / Double(customers))
    }
    current = [:]
  }

  /// The median batch's, in microseconds a customer; nil of a stage that was not measured.
  func microseconds(_ stage: String) -> Double? {
    guard let sorted = batches[stage]?.sorted(), !sorted.isEmpty else { return nil }
    return sorted[sorted.count / 2] * 1e6
  }
}
