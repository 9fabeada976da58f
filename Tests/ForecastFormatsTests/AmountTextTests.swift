import Testing

@testable import ForecastFormats

struct AmountTextTests {
  @Test(arguments: [
    (0.5, "50%"), (-3, "-300%"), (9e12, "900000000000000%"), (1e16, "1e+18%"),
    (-1e16, "-1e+18%"), (-1e300, "-1e+302%"), (.greatestFiniteMagnitude, "inf%"),
    (-.infinity, "-inf%"), (.nan, "nan%"),
  ])
  func `shares of any size have a text`(share: Double, text: String) {
    #expect(AmountText.wholePercent(share) == text)
  }

  @Test(arguments: [
    (0.0213, "2.1%"), (-0.0213, "-2.1%"), (-0.25, "-25%"), (-1e16, "-1e+18%"), (1e300, "1e+302%"),
    (-.infinity, "-inf%"), (.nan, "nan%"),
  ])
  func `changes of any size have a text`(share: Double, text: String) {
    #expect(AmountText.percent(share) == text)
  }

  @Test(arguments: [
    (999_999_999_999_999.5, "999999999999999.5"), (-1e300, "-1e+300"), (.infinity, "inf"),
    (.nan, "nan"),
  ])
  func `amounts of any size have a text`(value: Double, text: String) {
    #expect(AmountText.of(value) == text)
  }
}
