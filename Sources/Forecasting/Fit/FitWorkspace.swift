import LinearAlgebra

/// Memory that one fit after another works in; it holds nothing that a fit depends on.
struct FitWorkspace {
  var orders = OrderFinder()
  /// One a row of the series.
  var residuals: [Double] = []
  /// The rows whose residuals are clipped, and by how much, weighted.
  var excesses: [(row: Int, weighted: Double)] = []
  /// Of all candidates on one scale, value after value.
  var errors: [Lanes] = []
  /// One a row of a chunk.
  var chunk: [Double] = []

  /// Makes the chunk hold so many zeros.
  mutating func clearChunk(_ count: Int) {
    if chunk.count != count {
      chunk = .zeros(count)
    } else {
      for index in chunk.indices { chunk[index] = 0 }
    }
  }
}
