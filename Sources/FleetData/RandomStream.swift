import Glibc

/// Random numbers that are the same everywhere for the same seed and number.
///
/// The generator is xoshiro256**, its state filled by SplitMix64 (Blackman and Vigna, "Scrambled
/// linear pseudorandom number generators", 2021).
struct RandomStream {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spareNormal: Double?

  /// The stream of one of many numbers under a seed.
  init(seed: UInt64, number: UInt64) {
    var mixer = SplitMix64(state: seed)
    mixer = SplitMix64(state: mixer.next() ^ number)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  private mutating func next() -> UInt64 {
    let result = Self.rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotated(state.3, by: 45)
    return result
  }

  private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 {
    word << count | word >> (64 - count)
  }

  /// Uniform in [0, 1), a multiple of 2^-53.
  private mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform between the bounds.
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * fraction()
  }

  /// Normal with mean 0 and variance 1 (Box and Muller).
  mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    // 1 - [0, 1) is never 0, whose logarithm is infinite.
    let radius = sqrt(-2 * log(1 - fraction()))
    let angle = 2 * Double.pi * fraction()
    spareNormal = radius * sin(angle)
    return radius * cos(angle)
  }
}

private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
