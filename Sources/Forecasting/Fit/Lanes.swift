import Glibc

/// Four values side by side: one set of filter gains in each lane.
typealias Lanes = SIMD4<Double>

extension SIMD4<Double> {
  /// Every lane, at least 0, to a power of at least 0.
  func power(_ exponent: Double) -> Lanes {
    guard exponent == exponent.rounded(), exponent < 1e9 else {
      return Lanes(pow(x, exponent), pow(y, exponent), pow(z, exponent), pow(w, exponent))
    }
    var result = Lanes(repeating: 1)
    var square = self
    var bits = Int(exponent)
    while bits > 0 {
      if bits & 1 == 1 { result *= square }
      square *= square
      bits >>= 1
    }
    return result
  }
}
