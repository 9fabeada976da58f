import Foundation
import Testing

@testable import Forecasting

struct `A block of steps` {
  @Test(arguments: [0, 8, 9_992]) func `has the powers and angles of each of its steps`(
    first: Int
  ) {
    let block = StepBlock(first: first)
    let shape = SeasonalShape(name: "yearly", period: 365.25, harmonics: [1, 3])
    var angles = SeasonalAngles([shape], after: 364)

    let powers = block.powers(of: 0.97)
    angles.move(to: block)
    let values = angles.values(0, [0.5, -2, 0.25, 1])

    for place in 0..<8 {
      let lead = Double(first + place)
      let turn = { multiple in 2 * Double.pi * multiple * (364 + lead) / 365.25 }
      let value = 0.5 * cos(turn(1)) - 2 * sin(turn(1)) + 0.25 * cos(turn(3)) + sin(turn(3))
      // Seven products, and an angle of up to 10,000 steps, each rounded.
      #expect(abs(powers[place] / pow(0.97, lead) - 1) < 2e-15)
      #expect(abs(values[place] - value) < 1e-12)
    }
  }

  @Test func `begins where eight divides the steps`() {
    let blocks = StepBlock.holding(6..<17).map { ($0.first, $0.places(among: 6..<17)) }

    #expect(blocks.map(\.0) == [0, 8, 16])
    #expect(blocks.map(\.1) == [6..<8, 0..<8, 0..<1])
  }
}
