import Testing

@testable import Forecasting

struct `The yearly seasonality` {
  /// Years, harmonics, and the prior deviation of the first; no harmonics where there is none.
  private func yearly(
    _ interval: SamplingInterval, years: Double
  ) -> (order: Int, deviation: Double?) {
    let traits = IntervalTraits(interval)
    let yearly = Seasonality.all(of: traits, span: years * traits.rowsPerYear, wanted: .standard)
      .first { $0.name == "yearly" }
    return (yearly?.harmonics.count ?? 0, yearly?.harmonics.first?.deviation)
  }

  @Test(arguments: [
    (0.85, 0, nil), (0.95, 2, 0.3), (0.99, 3, 0.3), (1.9, 3, 0.3), (2.1, 10, 0.15),
  ])
  func `of days has three harmonics from a whole year on`(
    years: Double, order: Int, deviation: Double?
  ) {
    let found = yearly(.day, years: years)

    #expect(found.order == order)
    #expect(found.deviation == deviation)
  }

  @Test(arguments: [(0.95, 2), (1.5, 3), (2.5, 3), (3.5, 6)])
  func `of weeks has the same prior at any length`(years: Double, order: Int) {
    let found = yearly(.week, years: years)

    #expect(found.order == order)
    #expect(found.deviation == 0.3)
  }

  @Test(arguments: [
    (SamplingInterval.seconds(3600), 6), (.irregular(medianSeconds: 80_000), 10),
  ])
  func `below a day and at irregular times has two harmonics up to two years`(
    interval: SamplingInterval, order: Int
  ) {
    #expect(yearly(interval, years: 1.9).order == 2)
    #expect(yearly(interval, years: 2.1).order == order)
    #expect(yearly(interval, years: 2.1).deviation == 0.15)
  }
}
