public import ModelRegistry

/// Which runs still count: what a rollback has undone does not, until that is rolled back itself.
public struct RunLineage: Sendable {
  /// The newest first.
  private let runs: [RunRecord]
  /// By the run that was undone: the rollback.
  private let undoing: [Int64: Int64]

  /// - Parameter runs: Those that are of interest and all after them, the newest first.
  public init(_ runs: [RunRecord]) {
    self.runs = runs
    var undoing: [Int64: Int64] = [:]
    // A rollback can only be undone by a later one.
    for run in runs where run.kind == .rollback && run.state == .finished && undoing[run.id] == nil
    {
      if let target = run.target { undoing[target] = run.id }
    }
    self.undoing = undoing
  }

  /// The finished rollback of the run that still counts.
  public func rollback(of run: Int64) -> Int64? { undoing[run] }

  /// Runs after `run` whose archives may stand where those of `run` stood.
  ///
  /// Neither what was undone nor the rollback that undid it, if both came after `run`: they cancel
  /// each other.
  func replacing(_ run: Int64) -> [RunRecord] {
    runs.filter { later in
      guard later.id > run, later.stage == nil, later.state != .refused,
        undoing[later.id] == nil
      else { return false }
      let hasCancelled = later.kind == .rollback && later.state == .finished
      return !(hasCancelled && later.target.map { $0 > run } == true)
    }
  }
}

extension RunRecord {
  /// The newest run after this one that may have changed served models; it cannot be gone on with then.
  ///
  /// - Parameter runs: The newest first.
  /// - Returns: Nil where there is none.
  func overtaking(among runs: [RunRecord]) -> RunRecord? {
    runs.first { $0.id > id && $0.stage == nil && $0.state != .refused }
  }
}
