import Forecasting
import Testing

struct ChampionRuleTests {
  private func accuracy(_ smape: Double?) -> HeldBackAccuracy {
    HeldBackAccuracy(mase: 1, smape: smape, coverage80: 0.8)
  }

  @Test(arguments: [
    (10.0, 11.1, true), (10, 10.9, false), (10, 5, false), (0, 0.1, true), (0, 0, false),
  ])
  func `a champion stays against a challenger that is more than a tenth worse`(
    champion: Double, challenger: Double, stays: Bool
  ) {
    #expect(ChampionRule.keeps(accuracy(champion), against: accuracy(challenger)) == stays)
  }

  @Test func `without held-back rows the challenger wins`() {
    #expect(!ChampionRule.keeps(accuracy(nil), against: accuracy(5)))
    #expect(!ChampionRule.keeps(accuracy(5), against: accuracy(nil)))
  }
}
