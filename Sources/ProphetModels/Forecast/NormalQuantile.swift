import Glibc

/// Quantiles of the normal distribution.
enum NormalQuantile {
  /// The half width of a central interval, in standard deviations.
  ///
  /// - Parameter level: In (0, 1).
  /// - Returns: 1.2816 at 0.8, growing with the level.
  static func halfWidth(level: Double) -> Double {
    // Newton's method on the tail's logarithm, which is nearly a parabola, from the tail's own bound.
    let tail = 1 - level
    var x = (-2 * log(tail)).squareRoot()
    for _ in 0..<50 {
      let outside = erfc(x / 2.0.squareRoot())
      let density = 2 * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let step = (log(outside) - log(tail)) * outside / density
      x = max(0, x + step)
      if abs(step) <= 1e-14 * max(x, 1e-3) { break }
    }
    return x
  }
}
