import Glibc

/// How far each held-back forecast lies above or below the usual one.
struct HeldBackLevels {
  /// The usual forecast, in the model's units; more than 0.
  let reference: Double
  /// Of the forecasts' ratios to the reference, by origin and point; 0 where the value is missing.
  let logarithms: [Double]

  /// - Parameters:
  ///   - backtest: Of a series above 0.
  ///   - smallest: Value of the series, more than 0.
  ///   - orders: Memory to work in.
  init(_ backtest: Backtest, smallest: Double, _ orders: inout OrderFinder) {
    let forecasts = backtest.observedForecasts
    let observed = forecasts.count(where: { !$0.isNaN })
    let reference = max(orders.median(of: forecasts, observed: observed), smallest)
    self.reference = reference
    logarithms = forecasts.map {
      $0.isNaN ? 0 : log(LevelWidth.ratio($0, to: reference))
    }
  }

  /// A power of each forecast's ratio to the reference.
  ///
  /// - Parameter exponent: Of ratios within 0.1...10, at most 1.
  /// - Returns: In the order of the forecasts, 1 where the value is missing.
  func powers(_ exponent: Double) -> [Double] {
    var powers = logarithms
    LaneLoops.replaceByExponentials(&powers, times: exponent)
    return powers
  }
}
