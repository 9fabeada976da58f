import Glibc

/// The mean error of the last value as a forecast: the interval of a series too short to test.
package struct NaiveWalk: Hashable, Sendable {
  /// Mean distance of neighbouring observed values.
  package let step: Double
  /// Mean distance of values a season apart; nil where there are too few.
  package let season: Double?
  /// The length of the season, in rows.
  package let seasonRows: Int

  static let none = NaiveWalk(step: 0, season: nil, seasonRows: 1)

  private static let fewestPairs = 4

  package init(step: Double, season: Double?, seasonRows: Int) {
    self.step = step
    self.season = season
    self.seasonRows = seasonRows
  }

  /// - Parameters:
  ///   - series: NaN where missing, at least two observed.
  ///   - seasonRows: 1 where there is no season.
  init(_ series: [Double], seasonRows: Int) {
    self.seasonRows = seasonRows
    var previous: Double?
    var sum = 0.0
    var count = 0.0
    for value in series where !value.isNaN {
      if let previous {
        sum += abs(value - previous)
        count += 1
      }
      previous = value
    }
    step = sum / max(count, 1)
    season = Self.season(series, seasonRows)
  }

  private static func season(_ series: [Double], _ rows: Int) -> Double? {
    guard rows > 1, series.count >= 2 * rows else { return nil }
    var sum = 0.0
    var pairs = 0
    for row in rows..<series.count {
      let distance = abs(series[row] - series[row - rows])
      guard !distance.isNaN else { continue }
      sum += distance
      pairs += 1
    }
    return pairs < fewestPairs ? nil : sum / Double(pairs)
  }

  /// - Parameter lead: Steps ahead, more than 0.
  /// - Returns: In units of the series.
  func meanError(lead: Double) -> Double {
    let walked = step * lead.squareRoot()
    guard let season else { return walked }
    return min(walked, season * (lead / Double(seasonRows)).rounded(.up).squareRoot())
  }
}
