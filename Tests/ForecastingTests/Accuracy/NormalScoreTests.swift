import Testing

@testable import Forecasting

struct NormalScoreTests {
  /// From Python's `statistics.NormalDist().inv_cdf`; the algorithm is good to 7 digits.
  @Test(arguments: [
    (0.00135, -2.9999770), (0.05, -1.6448536), (0.5, 0), (0.8, 0.8416212), (0.95, 1.6448536),
    (0.99865, 2.9999770),
  ])
  func `quantiles of the normal distribution`(probability: Double, expected: Double) {
    #expect(abs(NormalScore.quantile(probability) - expected) < 2e-6)
  }

  @Test(arguments: [0.01, 0.1, 0.5, 0.8, 0.95, 0.999])
  func `the share within a quantile is its level`(level: Double) {
    #expect(abs(StudentT4.share(within: StudentT4.quantile(level: level)) - level) < 1e-12)
  }

  @Test func `an error of half the 80% interval is at the 80% quantile`() {
    #expect(abs(NormalScore.of(error: 7, halfWidth80: 7) - 0.8416212) < 2e-6)
    // Half of the errors are within 0.4831 half widths: quantiles of t(4) are 0.7407 and 1.5332.
    #expect(abs(NormalScore.of(error: 0.4831, halfWidth80: 1)) < 1e-3)
  }

  @Test func `scores have bounds whatever comes`() {
    #expect(NormalScore.of(error: 0, halfWidth80: 1) == -3)
    #expect(NormalScore.of(error: 1e-300, halfWidth80: 1e300) == -3)
    #expect(NormalScore.of(error: 1e300, halfWidth80: 1e-300) == 3)
    #expect(NormalScore.of(error: .infinity, halfWidth80: 1) == 3)
    #expect(NormalScore.of(error: 1, halfWidth80: 0) == 3)
    #expect(NormalScore.of(error: 0, halfWidth80: 0) == 0)
  }
}
