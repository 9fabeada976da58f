import Glibc

/// Points of the unit circle, one a step of a block.
struct CirclePoints {
  var cosines: StepBlock.Values
  var sines: StepBlock.Values

  static let start = CirclePoints(cosines: .one, sines: .zero)

  init(cosines: StepBlock.Values, sines: StepBlock.Values) {
    self.cosines = cosines
    self.sines = sines
  }

  /// The angles between a block's first step and each of its steps, each from the one before it.
  ///
  /// - Parameter period: Of the circle, in steps.
  init(period: Double) {
    self = .start
    let angle = 2 * Double.pi * (1 / period)
    let (cosine, sine) = (cos(angle), sin(angle))
    for place in 1..<StepBlock.Values.scalarCount {
      cosines[place] = cosines[place - 1] * cosine - sines[place - 1] * sine
      sines[place] = sines[place - 1] * cosine + cosines[place - 1] * sine
    }
  }

  /// All points moved on by the same angle.
  func turned(by angle: Double) -> CirclePoints {
    let (cosine, sine) = (cos(angle), sin(angle))
    return CirclePoints(
      cosines: cosines * cosine - sines * sine, sines: sines * cosine + cosines * sine)
  }

  /// Each point moved on by another's angle.
  func turned(by other: CirclePoints) -> CirclePoints {
    CirclePoints(
      cosines: cosines * other.cosines - sines * other.sines,
      sines: sines * other.cosines + cosines * other.sines)
  }
}
