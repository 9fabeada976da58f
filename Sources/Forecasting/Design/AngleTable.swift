import Glibc

/// Cosines and sines of the multiples of one angle.
///
/// Harmonics come from the first by rotation, so that a time costs two calls to the library.
struct AngleTable {
  private(set) var cosines: [Double]
  private(set) var sines: [Double]

  /// - Parameter largest: The largest multiple that will be asked for.
  init(largest: Int) {
    cosines = [Double](repeating: 1, count: largest + 1)
    sines = [Double](repeating: 0, count: largest + 1)
  }

  /// Takes the angle of a position within a period, both in steps.
  mutating func set(position: Double, period: Double) {
    let angle = 2 * Double.pi * (position / period - (position / period).rounded(.down))
    let (cosine, sine) = (cos(angle), sin(angle))
    for multiple in cosines.indices.dropFirst() {
      cosines[multiple] = cosines[multiple - 1] * cosine - sines[multiple - 1] * sine
      sines[multiple] = sines[multiple - 1] * cosine + cosines[multiple - 1] * sine
    }
  }
}
