/// How far held-back errors are trusted, in 0...1.
///
/// Origins lie closer together than they look ahead, so their errors repeat each other: beside the
/// number of values counts how much history they come from.
extension BacktestPlan {
  private static let valuesTrusted = 60.0
  private static let windowsTrusted = 4.0
  private static let horizonsTrusted = 5.0

  /// In weighing candidates, by as many values as the plan holds back.
  var weightTrust: Double {
    let values = Double(origins.count * points.count)
    return min(1, values / Self.valuesTrusted, max(windows / Self.windowsTrusted, spans))
  }

  /// In the width of intervals, by so many values held back and observed.
  func intervalTrust(values: Int) -> Double {
    min(1, Double(values) / Self.valuesTrusted, spans)
  }

  /// How often the back-test's horizon fits into the rows held back.
  private var windows: Double {
    guard let oldest = origins.first, let newest = origins.last else { return 0 }
    return 1 + Double(newest - oldest) / Double(horizon)
  }

  private var spans: Double { horizonsOfHistory / Self.horizonsTrusted }
}
