import Glibc
import Testing

@testable import Forecasting

struct `Four lanes` {
  @Test func `have the library's exponentials to two units in the last place`() {
    for index in 0..<4000 {
      let values = Lanes(
        690 * noise(index), 20 * noise(index + 1), noise(index + 2), 1e-6 * noise(index + 3))
      let powers = values.exponential

      for lane in values.indices {
        let expected = exp(values[lane])
        #expect(abs(powers[lane] - expected) <= 2 * expected.ulp)
      }
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
