extension BacktestPlan {
  /// The same plan of rows that are counted from a later one.
  ///
  /// - Parameter row: At most `tailStart`, else the tail begins before the first row.
  /// - Returns: Origins and tail counted so.
  func countingRows(from row: Int) -> BacktestPlan {
    row == 0 ? self : BacktestPlan(self, from: row)
  }

  private init(_ plan: BacktestPlan, from row: Int) {
    horizon = plan.horizon
    points = plan.points
    horizonsOfHistory = plan.horizonsOfHistory
    origins = plan.origins.map { $0 - row }
    tailStart = plan.tailStart - row
  }
}
