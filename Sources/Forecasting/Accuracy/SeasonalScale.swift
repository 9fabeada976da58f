/// How much a series moves from one season to the next: the unit of MASE, RMSSE and MSIS.
///
/// Source: Hyndman and Koehler, "Another look at measures of forecast accuracy" (2006).
public struct SeasonalScale: Hashable, Sendable {
  /// The mean of |y(t) − y(t − m)|; nil where it is 0 or there is no pair.
  public let meanAbsolute: Double?
  /// The mean of (y(t) − y(t − m))²; nil where it is 0 or there is no pair.
  public let meanSquare: Double?

  /// Measures the values that a model was trained on.
  ///
  /// - Parameters:
  ///   - training: In time order; missing values are left out before rows are counted.
  ///   - season: *m* rows, at least 1; taken as 1 where the series has no more rows than this.
  public init(training: [Double], season: Int) {
    let observed = training.filter { !$0.isNaN }
    let lag = observed.count > season ? season : 1
    let changes = zip(observed.dropFirst(lag), observed).map { $0 - $1 }
    meanAbsolute = changes.meanAboveZero { abs($0) }
    meanSquare = changes.meanAboveZero { $0 * $0 }
  }
}

extension [Double] {
  fileprivate func meanAboveZero(of measure: (Double) -> Double) -> Double? {
    let sum = reduce(0) { $0 + measure($1) }
    return sum > 0 ? sum / Double(count) : nil
  }
}
