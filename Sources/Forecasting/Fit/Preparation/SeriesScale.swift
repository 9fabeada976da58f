import Glibc

/// The scale that a series is fitted on: its values, or their logarithms, in spreads from the centre.
package struct SeriesScale: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case linear
    case logarithmic
  }

  let kind: Kind
  /// The median of the values, or of their logarithms.
  let center: Double
  /// The mean distance from the centre.
  let spread: Double
  /// Logarithms above this are taken for it.
  let ceiling: Double

  /// How far above the logarithm of the largest value a forecast's may be.
  private static let headroom = 5.0
  private static let smallestLogSpread = 1e-9

  init(kind: Kind, center: Double, spread: Double, largest: Double) {
    self.kind = kind
    self.center = center
    self.spread = spread
    ceiling = kind == .linear ? .infinity : log(largest) + Self.headroom
  }

  /// The scale of values, or of logarithms.
  ///
  /// - Parameters:
  ///   - kind: Which of the two `values` are.
  ///   - values: NaN where missing.
  ///   - observed: How many are not, at least 1.
  ///   - largest: The largest value, no logarithm.
  ///   - center: Their median.
  init(_ kind: Kind, of values: [Double], observed: Int, largest: Double, center: Double) {
    var distances = 0.0
    for value in values where !value.isNaN { distances += abs(value - center) }
    let spread = distances / Double(observed)
    self.init(
      kind: kind, center: center,
      spread: kind == .linear ? spread : max(spread, Self.smallestLogSpread), largest: largest)
  }

  /// Back to the units of the series.
  func restore(_ value: Double) -> Double {
    let centred = center + spread * value
    return kind == .linear ? centred : exp(min(centred, ceiling))
  }

  /// Takes many values back; logarithms below -700 count as that, which is 1e-304.
  func restore(_ values: inout [Double]) {
    var centred = values.mutableSpan
    for index in centred.indices {
      let value = center + spread * centred[index]
      centred[index] = kind == .linear ? value : min(max(value, -700), ceiling)
    }
    if kind == .logarithmic { LaneLoops.replaceByExponentials(&values, times: 1) }
  }
}
