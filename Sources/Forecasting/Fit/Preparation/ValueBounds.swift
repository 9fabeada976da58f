/// The smallest and the largest observed value, and how far a forecast may leave them.
package struct ValueBounds: Hashable, Sendable {
  package let smallest: Double
  package let largest: Double

  package init(smallest: Double, largest: Double) {
    self.smallest = smallest
    self.largest = largest
  }

  /// No forecast is below: one range of the observed values under the smallest.
  var lowest: Double { smallest - (largest - smallest) }

  /// No forecast is above: one range of the observed values over the largest.
  var highest: Double { largest + (largest - smallest) }

  /// The nearest value that may be forecast; of what is no number, because parts of it were beyond
  /// the largest, the smallest observed one.
  func clamp(_ value: Double) -> Double {
    value.isNaN ? smallest : min(max(value, lowest), highest)
  }

  /// Whether nothing below 0 was ever observed: then nothing below 0 is forecast.
  var isNonnegative: Bool { smallest >= 0 }
}
