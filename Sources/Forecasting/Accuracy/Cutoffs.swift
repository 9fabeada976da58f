/// The times from which a history is forecast again to see how well its rows were foretold.
///
/// As in Prophet's diagnostics: the last cutoff lies a horizon before the last row, each other one
/// a period before the next, and none before the first row and the initial window. Of a stretch
/// without rows nothing could be said: where none follows a cutoff within the horizon, the cutoff
/// is a horizon before the last row that precedes it.
public struct Cutoffs: Hashable, Sendable {
  /// Ascending; empty where the rows are too few for one.
  public let times: [Int]

  /// - Parameters:
  ///   - rows: Times of the observed rows, ascending, in steps, seconds or any other unit.
  ///   - horizon: How far is forecast from each cutoff, in that unit, at least 1.
  ///   - initial: The least time from the first row to a cutoff, at least 0.
  ///   - period: From one cutoff to the next, at least 1.
  ///   - limit: The most cutoffs, of which the latest are kept, at least 1.
  public init(rows: [Int], horizon: Int, initial: Int, period: Int, limit: Int = .max) {
    guard let first = rows.first, let last = rows.last else {
      times = []
      return
    }
    var times: [Int] = []
    var cutoff = last - horizon
    while cutoff >= first + initial, times.count < limit {
      times.append(cutoff)
      cutoff -= period
      let known = rows.partitionPoint { $0 > cutoff }
      if known > 0, known == rows.partitionPoint({ $0 > cutoff + horizon }) {
        cutoff = rows[known - 1] - horizon
      }
    }
    self.times = times.reversed()
  }
}
