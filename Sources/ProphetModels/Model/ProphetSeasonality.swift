/// One of Prophet's seasonalities: harmonics of a period, phased from 1970-01-01.
public struct ProphetSeasonality: Hashable, Sendable, Codable {
  public let name: String
  /// In days.
  public let period: Double
  public let mode: ProphetMode
  /// The column that says where the seasonality applies; nil: everywhere.
  public let conditionName: String?
  public let priorScale: Double
  /// Of each harmonic from 1 on its sine, then its cosine.
  public let coefficients: [Double]

  public init(
    name: String, period: Double, mode: ProphetMode, conditionName: String? = nil,
    priorScale: Double = 10, coefficients: [Double]
  ) {
    self.name = name
    self.period = period
    self.mode = mode
    self.conditionName = conditionName
    self.priorScale = priorScale
    self.coefficients = coefficients
  }

  /// How many harmonics there are.
  public var fourierOrder: Int { coefficients.count / 2 }
}

/// The values of a seasonality at one time after another.
///
/// Whole turns are taken off before the sine: at harmonic 84 of a week Prophet's own angle is 10⁶.
struct ProphetSeasonCurve {
  let seasonality: ProphetSeasonality

  init(_ seasonality: ProphetSeasonality) {
    self.seasonality = seasonality
  }

  /// The sum of the harmonics.
  ///
  /// - Parameter day: Days since 1970-01-01, with their fraction.
  /// - Returns: A scaled value, or a share of the trend.
  func value(atDay day: Double) -> Double {
    let turns = day / seasonality.period
    let base = Turn(turns - turns.rounded(.down))
    var turn = base
    var sum = 0.0
    let coefficients = seasonality.coefficients
    for harmonic in 0..<seasonality.fourierOrder {
      if harmonic > 0 { turn = turn.advanced(by: base) }
      sum += coefficients[2 * harmonic] * turn.sine + coefficients[2 * harmonic + 1] * turn.cosine
    }
    return sum
  }
}
