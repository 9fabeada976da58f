import Testing

@testable import ForecastFormats
@testable import Forecasting

struct ExplanationTextTests {
  @Test func `growth, seasons and shares have a sentence each`() {
    let text = ExplanationText(
      Explanation(
        growth: .init(perYear: 12.345, shareOfLevel: 0.0213),
        seasons: [
          season(.month, 11, 30, 6, -28.5), season(.weekday, 4, 1234.5, 6, -0.0256),
          season(.hour, 18, 3, 4, -2),
        ],
        shares: [
          .init(component: "trend", share: 0.101), .init(component: "yearly", share: 0.55),
          .init(component: "weekly", share: 0.354), .init(component: "recent", share: -0.004),
        ], period: .year))

    #expect(
      text.sentences == [
        "The trend grows by 12.3 a year (2.1%).",
        "December is the strongest month (+30.0), July the weakest (-28.5); Friday is the"
          + " strongest weekday (+1235), Sunday the weakest (-0.0256); 18:00 is the strongest hour"
          + " (+3.00), 04:00 the weakest (-2.00).",
        "Of the forecast's variance over a year, 55% is yearly, 35% weekly, 10% trend.",
      ])
  }

  @Test func `quarters are counted from one, a decline is told as a size`() {
    let text = ExplanationText(
      Explanation(
        growth: .init(perYear: -500, shareOfLevel: -0.25),
        seasons: [season(.quarter, 3, 3, 0, -2)], shares: [.init(component: "trend", share: 1)],
        period: .steps(8)))

    #expect(
      text.sentences == [
        "The trend falls by 500 a year (25%).",
        "Quarter 4 is the strongest quarter (+3.00), quarter 1 the weakest (-2.00).",
        "Of the forecast's variance over its 8 steps, 100% is trend.",
      ])
  }

  @Test func `a model without growth or seasonality says so`() {
    let text = ExplanationText(
      Explanation(
        growth: .init(perYear: 0, shareOfLevel: 0), seasons: [], shares: [], period: .steps(30)))

    #expect(text.sentences == ["The trend is flat.", "The forecast does not vary."])
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1.00"), (9.999, "10.00"), (99.96, "100.0"), (123.4, "123"),
    (0.000_012_346, "0.0000123"), (1e-9, "1e-09"), (1e20, "1e+20"), (-4.2, "-4.20"),
  ])
  func `amounts have three digits that count`(value: Double, text: String) {
    #expect(AmountText.of(value) == text)
  }

  private func season(
    _ unit: SeasonUnit, _ top: Int, _ most: Double, _ bottom: Int, _ least: Double
  ) -> Explanation.Season {
    .init(
      unit: unit, strongest: .init(index: top, amount: most),
      weakest: .init(index: bottom, amount: least))
  }
}
