import Glibc

/// Four values side by side: one filter in each lane.
typealias Lanes = SIMD4<Double>

extension [SIMD4<Double>] {
  /// As `[Double].zeros(_:)`.
  static func zeros(_ count: Int) -> [Lanes] { Array(repeatElement(.zero, count: count)) }
}

extension SIMD4<Double> {
  // Lane by lane, because the standard library's generic functions over lanes are not made of vector
  // instructions, and these are.

  @inline(__always)
  var sizes: Lanes { Lanes(abs(x), abs(y), abs(z), abs(w)) }

  @inline(__always)
  func atMost(_ bound: Lanes) -> Lanes {
    Lanes(
      x < bound.x ? x : bound.x, y < bound.y ? y : bound.y, z < bound.z ? z : bound.z,
      w < bound.w ? w : bound.w)
  }

  @inline(__always)
  func atLeast(_ bound: Lanes) -> Lanes {
    Lanes(
      x > bound.x ? x : bound.x, y > bound.y ? y : bound.y, z > bound.z ? z : bound.z,
      w > bound.w ? w : bound.w)
  }

  /// The largest size of a lane.
  @inline(__always)
  var largestSize: Double {
    // Halves against halves, which is one instruction.
    let sizes = sizes
    let first = sizes.x > sizes.z ? sizes.x : sizes.z
    let second = sizes.y > sizes.w ? sizes.y : sizes.w
    return first > second ? first : second
  }

  @inline(__always)
  var laneSum: Double { (x + z) + (y + w) }

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
