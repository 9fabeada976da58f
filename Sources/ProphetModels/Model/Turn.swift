import Glibc

/// The sine and cosine of an angle, so that multiples of it cost no more library calls.
struct Turn {
  let sine: Double
  let cosine: Double

  private init(sine: Double, cosine: Double) {
    self.sine = sine
    self.cosine = cosine
  }

  /// - Parameter share: Of a whole turn.
  init(_ share: Double) {
    sine = sin(2 * .pi * share)
    cosine = cos(2 * .pi * share)
  }

  func advanced(by other: Turn) -> Turn {
    Turn(
      sine: sine * other.cosine + cosine * other.sine,
      cosine: cosine * other.cosine - sine * other.sine)
  }
}

/// The multiples of one angle, from 1 on.
struct Turns {
  let all: [Turn]

  /// - Parameters:
  ///   - turns: Whole turns count for nothing.
  ///   - count: Of the multiples.
  init(_ turns: Double, count: Int) {
    let base = Turn(turns - turns.rounded(.down))
    var all: [Turn] = []
    for multiple in 0..<count {
      all.append(multiple == 0 ? base : all[multiple - 1].advanced(by: base))
    }
    self.all = all
  }
}
