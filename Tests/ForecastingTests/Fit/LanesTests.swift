import Glibc
import Testing

@testable import Forecasting

struct `Four lanes` {
  @Test(arguments: 0..<9)
  func `have the library's exponentials to two units in the last place`(more: Int) {
    let values = (0..<4000 + more).map { index in
      [690, 20, 1, 1e-6][index % 4] * noise(index)
    }

    var powers = values
    LaneLoops.replaceByExponentials(&powers, times: 1)

    for (value, power) in zip(values, powers) {
      #expect(abs(power - exp(value)) <= 2 * exp(value).ulp)
    }
  }

  @Test(arguments: [0.0, 1, 2, 7, 28, 1000, 0.5, 3.7])
  func `have powers`(exponent: Double) {
    let values = Lanes(0, 0.3, 0.98, 1)
    let powers = values.power(exponent)

    for lane in values.indices {
      let expected = pow(values[lane], exponent)
      #expect(abs(powers[lane] - expected) <= 1e-13 * expected)
    }
  }

  @Test func `have sizes and bounds`() {
    let values = Lanes(-3, 2, 0, -1)

    #expect(values.sizes == Lanes(3, 2, 0, 1))
    #expect(values.largestSize == 3)
    #expect(values.atMost(Lanes(repeating: 1)) == Lanes(-3, 1, 0, -1))
    #expect(values.atLeast(Lanes(repeating: 1)) == Lanes(1, 2, 1, 1))
    #expect(values.laneSum == -2)
  }
}
