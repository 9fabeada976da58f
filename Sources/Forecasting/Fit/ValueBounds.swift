/// The smallest and the largest observed value, and how far a forecast may leave them.
struct ValueBounds: Hashable, Sendable, Codable {
  let smallest: Double
  let largest: Double

  /// Within one range of the observed values beyond them.
  func clamp(_ value: Double) -> Double {
    let range = largest - smallest
    return min(max(value, smallest - range), largest + range)
  }

  func clamp(_ values: Lanes) -> Lanes {
    let range = largest - smallest
    return values.clamped(
      lowerBound: Lanes(repeating: smallest - range),
      upperBound: Lanes(repeating: largest + range))
  }

  /// Whether nothing below 0 was ever observed: then nothing below 0 is forecast.
  var isNonnegative: Bool { smallest >= 0 }
}
