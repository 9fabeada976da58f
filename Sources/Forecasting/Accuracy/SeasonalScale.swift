/// How much a series moves from one season to the next: the unit of MASE and MSIS.
///
/// Source: Hyndman and Koehler, "Another look at measures of forecast accuracy" (2006).
public struct SeasonalScale: Hashable, Sendable {
  /// The mean of |y(t) − y(t − m)|; nil where it is 0 or no two rows are a season apart.
  public let meanAbsolute: Double?
  /// The mean of (y(t) − y(t − m))²; nil where it is 0 or no two rows are a season apart.
  public let meanSquare: Double?

  /// Measures the values that a model was trained on.
  ///
  /// - Parameters:
  ///   - training: One a step, NaN where missing: only steps that both have a value are compared.
  ///   - season: *m* steps, at least 1; taken as 1 where the series has no more steps than this.
  public init(training: [Double], season: Int) {
    let lag = training.count > season ? season : 1
    var absolute = 0.0
    var square = 0.0
    var count = 0.0
    for (value, earlier) in zip(training.dropFirst(lag), training) {
      let change = value - earlier
      guard !change.isNaN else { continue }
      absolute += abs(change)
      square += change * change
      count += 1
    }
    meanAbsolute = absolute > 0 ? absolute / count : nil
    meanSquare = square > 0 ? square / count : nil
  }

  /// A scale that was measured before.
  ///
  /// - Parameter meanAbsolute: At least 0; none where it is 0.
  init(meanAbsolute: Double) {
    self.meanAbsolute = meanAbsolute > 0 && meanAbsolute.isFinite ? meanAbsolute : nil
    meanSquare = nil
  }
}
