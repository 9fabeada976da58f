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
