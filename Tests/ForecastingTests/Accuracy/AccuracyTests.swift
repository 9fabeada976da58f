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

    var measures: AccuracyMeasures? {
      var sums = ErrorSums(levels: [level])
      for (step, actual) in actual.enumerated() {
        guard let actual else { continue }
        sums.add(
          actual: actual, yhat: forecast[step], bounds: [(lower[step], upper[step])],
          scale: scale)
      }
      return sums.measures
    }
  }

  struct Expected: Decodable, Sendable {
    let mae, rmse, smape, coverage: Double
    let wape, mase, msis: Double?
    let seasonal: [Double]
  }

  static func cases() throws -> [Case] {
    try JSONDecoder().decode([Case].self, from: fixture("measures.json"))
  }

  @Test(arguments: try cases())
  func `of points equal those of numpy`(_ fixture: Case) throws {
    let measures = try #require(fixture.measures)

    let expected = fixture.expected
    #expect(isClose(measures.mae, expected.mae))
    #expect(isClose(measures.rmse, expected.rmse))
    #expect(isClose(measures.smape, expected.smape))
    #expect(isClose(measures.wape, expected.wape))
    #expect(isClose(measures.mase, expected.mase))
  }

  @Test(arguments: try cases())
  func `of intervals equal those of numpy`(_ fixture: Case) throws {
    let interval = try #require(fixture.measures?.intervals.first)

    #expect(isClose(interval.coverage, fixture.expected.coverage))
    #expect(isClose(interval.msis, fixture.expected.msis))
  }

  @Test(arguments: try cases())
  func `have the naive forecasts of numpy`(_ fixture: Case) {
    let naive = NaiveForecast(training: numbers(fixture.training), season: fixture.season)

    #expect(fixture.actual.indices.map { naive.value(lead: $0 + 1) } == fixture.expected.seasonal)
  }

  @Test func `relative to values of 0 are none`() throws {
    var sums = ErrorSums(levels: [0.8])
    let scale = SeasonalScale(training: [1, 3], season: 1)
    sums.add(actual: 0, yhat: 0.02, bounds: [(0, 1)], scale: scale)

    #expect(try #require(sums.measures).wape == nil)
    sums.add(actual: .leastNonzeroMagnitude, yhat: 0, bounds: [(0, 1)], scale: scale)
    #expect(try #require(sums.measures?.wape).isFinite)
  }

  @Test func `are none where nothing came`() {
    #expect(ErrorSums(levels: [0.8]).measures == nil)
  }

  @Test func `of two parts add up to those of the whole`() throws {
    let scale = SeasonalScale(training: [1, 3], season: 1)
    func sums(_ pairs: [(Double, Double)]) -> ErrorSums {
      var sums = ErrorSums(levels: [0.8])
      for (actual, yhat) in pairs {
        sums.add(actual: actual, yhat: yhat, bounds: [(yhat - 1, yhat + 1)], scale: scale)
      }
      return sums
    }

    var added = sums([(1, 2)])
    added.add(sums([(5, 2), (4, 4)]))

    let measures = try #require(added.measures)
    #expect(added == sums([(1, 2), (5, 2), (4, 4)]))
    #expect(measures.values == 3)
    #expect(isClose(measures.mae, 4.0 / 3))
    #expect(isClose(measures.mase, 2.0 / 3))
    #expect(isClose(measures.intervals[0].coverage, 2.0 / 3))
    // Widths of 2, and ten times the 2 that 5 is above 3, in units of 2.
    #expect(isClose(measures.intervals[0].msis, (6 + 10 * 2) / 2.0 / 3))
  }

  @Test(arguments: [.leastNonzeroMagnitude, 1e-300, 1e300, .greatestFiniteMagnitude])
  func `are finite for extreme values`(size: Double) throws {
    var sums = ErrorSums(levels: [0.8])
    let scale = SeasonalScale(training: [size, -size, size], season: 1)

    for _ in 0..<3 {
      sums.add(actual: size, yhat: -size, bounds: [(-size, size)], scale: scale)
    }

    let measures = try #require(sums.measures)
    let relative = [measures.wape ?? 0, measures.mase ?? 0]
    let numbers = [measures.mae, measures.rmse, measures.smape] + relative
    #expect((numbers + [measures.intervals[0].msis ?? 0]).allSatisfy { $0.isFinite })
  }

  @Test func `the naive's intervals widen by the root of the seasons`() {
    // Changes of 3 and -4 over a season of 2: root of the mean square is √12.5.
    let naive = NaiveForecast(training: [0, 0, 3, -4], season: 2)

    #expect(isClose(naive.halfWidth(lead: 2, quantile: 2), 2 * 12.5.squareRoot()))
    #expect(isClose(naive.halfWidth(lead: 7, quantile: 2), 4 * 12.5.squareRoot()))
  }

  private func isClose(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return abs(value - expected) <= 1e-12 * abs(expected)
  }
}
