import Testing

@testable import ForecastFormats
@testable import Forecasting

struct ExplanationTextTests {
  @Test func `growth, seasons, shares and regressors have a sentence each`() {
    let text = ExplanationText(
      Explanation(
        growth: growth(10.94, share: 0.0731, ahead: 6.08, turns: true),
        seasons: [
          season(.month, 11, 30, 6, -28.5), season(.weekday, 4, 1234.5, 6, -0.0256),
          season(.hour, 18, 3, 4, -2),
        ],
        shares: [
          .init(component: "yearly", share: 0.546), .init(component: "weekly", share: 0.354),
          .init(component: "trend", share: 0.1),
        ], period: .year,
        regressors: [
          .init(regressor: "temperature", amount: -2), .init(regressor: "promotion", amount: 25.04),
        ]))

    #expect(
      text.sentences == [
        "Over the last year of its history the trend grew by 10.9 (7.3%); the forecast goes on at"
          + " 6.08 a year.",
        "December is the strongest month (+30.0), July the weakest (-28.5); Friday is the"
          + " strongest weekday (+1235), Sunday the weakest (-0.0256); 18:00 is the strongest hour"
          + " (+3.00), 04:00 the weakest (-2.00).",
        "What moves the forecast over a year: 55% yearly, 35% weekly, 10% trend.",
        "One more of 'temperature' goes with -2.00, one more of 'promotion' with +25.0.",
      ])
  }

  @Test func `quarters are counted from one`() {
    let text = ExplanationText(
      Explanation(
        growth: growth(0), seasons: [season(.quarter, 3, 3, 0, -2)],
        shares: [.init(component: "trend", share: 1)], period: .steps(8)))

    #expect(
      text.sentences == [
        "The trend is flat.",
        "Quarter 4 is the strongest quarter (+3.00), quarter 1 the weakest (-2.00).",
        "What moves the forecast over its 8 steps: 100% trend.",
      ])
  }

  @Test func `growth is told as a size, what comes otherwise with its sign`() {
    let lastYear = "Over the last year of its history the trend "

    #expect(sentence(growth(-500, share: -0.25)) == lastYear + "fell by 500 (25%).")
    #expect(
      sentence(growth(-500, share: -0.25, ahead: 20, turns: true))
        == lastYear + "fell by 500 (25%); the forecast goes on at +20.0 a year.")
    #expect(
      sentence(growth(5, ahead: -20, turns: true))
        == lastYear + "grew by 5.00; the forecast goes on at -20.0 a year.")
    #expect(
      sentence(growth(5, ahead: 0, turns: true))
        == lastYear + "grew by 5.00; the forecast stays flat.")
    #expect(
      sentence(growth(0, ahead: 3, turns: true))
        == lastYear + "was flat; the forecast goes on at +3.00 a year.")
  }

  @Test(
    arguments: [
      (100 * 86_400, "100 days"), (2 * 86_400, "2 days"), (36 * 3600, "36 hours"),
      (5400, "90 minutes"), (90, "90 seconds"),
    ] as [(Int64, String)])
  func `a short history has its length`(seconds: Int64, length: String) {
    #expect(
      sentence(growth(3, span: .history(seconds: seconds)))
        == "Over its history of \(length) the trend grew by 3.00.")
  }

  @Test func `a model without growth or seasonality says so`() {
    let text = ExplanationText(
      Explanation(growth: growth(0), seasons: [], shares: [], period: .steps(30)))

    #expect(text.sentences == ["The trend is flat.", "The forecast does not vary."])
  }

  @Test func `of a single step nothing is said of how it varies`() {
    let text = ExplanationText(
      Explanation(growth: growth(0), seasons: [], shares: [], period: .steps(1)))

    #expect(text.sentences == ["The trend is flat."])
  }

  @Test(arguments: [
    (0.0, "0"), (1, "1.00"), (9.999, "10.00"), (99.96, "100.0"), (123.4, "123"),
    (0.000_012_346, "0.0000123"), (1e-9, "1e-09"), (1e20, "1e+20"), (-4.2, "-4.20"),
  ])
  func `amounts have three digits that count`(value: Double, text: String) {
    #expect(AmountText.of(value) == text)
  }

  private func sentence(_ growth: Explanation.Growth) -> String? {
    ExplanationText(Explanation(growth: growth, seasons: [], shares: [], period: .steps(1)))
      .sentences.first
  }

  private func growth(
    _ change: Double, share: Double? = nil, ahead: Double = 0, turns: Bool = false,
    span: Explanation.Growth.Span = .lastYear
  ) -> Explanation.Growth {
    .init(span: span, change: change, share: share, aheadPerYear: ahead, turns: turns)
  }

  private func season(
    _ unit: SeasonUnit, _ top: Int, _ most: Double, _ bottom: Int, _ least: Double
  ) -> Explanation.Season {
    .init(
      unit: unit, strongest: .init(index: top, amount: most),
      weakest: .init(index: bottom, amount: least))
  }
}
