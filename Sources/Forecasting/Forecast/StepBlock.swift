import Glibc

/// Eight steps in a row, which a forecast works on side by side.
///
/// Blocks begin at steps that eight divides, wherever a forecast starts: so a step's value does not
/// depend on what else was asked for, though within a block one step's numbers come from another's.
struct StepBlock {
  typealias Values = SIMD8<Double>

  /// Of the first step, counted from the last row; 0 is that row itself.
  let first: Int

  /// The blocks that hold some steps, which begin at 0 or later.
  static func holding(_ steps: Range<Int>) -> some Sequence<StepBlock> {
    let width = Values.scalarCount
    return stride(from: steps.lowerBound / width * width, to: steps.upperBound, by: width).lazy
      .map { StepBlock(first: $0) }
  }

  /// Which of the block's places are among some steps.
  func places(among steps: Range<Int>) -> Range<Int> {
    max(steps.lowerBound - first, 0)..<min(steps.upperBound - first, Values.scalarCount)
  }

  /// How far after the last row each step lies.
  var leads: Values { Double(first) + Values(0, 1, 2, 3, 4, 5, 6, 7) }

  /// `base` to the power of each lead.
  func powers(of base: Double) -> Values {
    var powers = Values(repeating: first == 0 ? 1 : pow(base, Double(first)))
    for place in 1..<Values.scalarCount { powers[place] = powers[place - 1] * base }
    return powers
  }
}
