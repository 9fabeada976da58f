/// How long large errors of one sign must last to be a level shift, and what they count until then.
enum ShiftRule {
  /// The bound on an error's effect after a run of so many rows: doubled with every row beyond two.
  static func limit(clip: Double, run: Double) -> Double {
    clip * Double(sign: .plus, exponent: Int(max(0, min(40, run - 2))), significand: 1)
  }
}
