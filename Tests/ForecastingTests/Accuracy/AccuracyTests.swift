import Forecasting
import Foundation
import Testing

/// Compares with `measures.json`, made by numpy in `make_measures.py`.
///
/// 1e-12, because sums of under a hundred terms in another order differ by less.
struct `Accuracy measures` {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let season: Int
    let level: Double
    let training: [Double?]
    let actual: [Double?]
    let forecast: [Double]
    let lower: [Double]
    let upper: [Double]
    let expected: Expected

    var testDescription: String { name }
    var scale: SeasonalScale { SeasonalScale(training: numbers(training), season: season) }
    var observed: [Double] { training.compactMap(\.self) }
  }

  struct Expected: Decodable, Sendable {
    let mae, rmse, smape, wape, coverage: Double
    let mase, rmsse, msis: Double?
    let naive2, seasonal: [Double]
  }

  static func cases() throws -> [Case] {
    try JSONDecoder().decode([Case].self, from: fixture("measures.json"))
  }

  @Test(arguments: try cases())
  func `of points equal those of numpy`(_ fixture: Case) throws {
    let measures = try #require(
      AccuracyMeasures(
        of: fixture.forecast, actual: numbers(fixture.actual), scale: fixture.scale))

    let expected = fixture.expected
    #expect(isClose(measures.mae, expected.mae))
    #expect(isClose(measures.rmse, expected.rmse))
    #expect(isClose(measures.smape, expected.smape))
    #expect(isClose(measures.wape, expected.wape))
    #expect(isClose(measures.mase, expected.mase))
    #expect(isClose(measures.rmsse, expected.rmsse))
  }

  @Test(arguments: try cases())
  func `of intervals equal those of numpy`(_ fixture: Case) throws {
    let interval = PredictionInterval(
      level: fixture.level, lower: fixture.lower, upper: fixture.upper)

    let measures = try #require(
      IntervalMeasures(of: interval, actual: numbers(fixture.actual), scale: fixture.scale))

    #expect(isClose(measures.coverage, fixture.expected.coverage))
    #expect(isClose(measures.msis, fixture.expected.msis))
  }

  @Test(arguments: try cases())
  func `have the naive forecasts of numpy`(_ fixture: Case) {
    let horizon = fixture.actual.count

    let naive2 = NaiveForecast.naive2(
      training: fixture.observed, season: fixture.season, horizon: horizon)
    let seasonal = NaiveForecast.seasonal(
      training: fixture.observed, season: fixture.season, horizon: horizon)

    #expect(zip(naive2, fixture.expected.naive2).allSatisfy { isClose($0, $1) })
    #expect(naive2.count == horizon)
    #expect(seasonal == fixture.expected.seasonal)
  }

  @Test func `are none where nothing came`() {
    let scale = SeasonalScale(training: [1, 2], season: 1)
    let interval = PredictionInterval(level: 0.8, lower: [0], upper: [1])

    #expect(AccuracyMeasures(of: [1], actual: [.nan], scale: scale) == nil)
    #expect(AccuracyMeasures(of: [], actual: [], scale: scale) == nil)
    #expect(IntervalMeasures(of: interval, actual: [.nan], scale: scale) == nil)
  }

  @Test func `overall are 1 for the forecast compared with`() {
    let same = AccuracyMeasures.overallWeightedAverage(smape: 10, mase: 2, naive2: (10, 2))
    let half = AccuracyMeasures.overallWeightedAverage(smape: 5, mase: 1.5, naive2: (10, 2))

    #expect(same == 1)
    #expect(half == 0.625)
  }

  private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return abs(value - expected) <= 1e-12 * abs(expected)
  }
}
