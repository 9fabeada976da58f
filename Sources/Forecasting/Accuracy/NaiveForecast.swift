/// Forecasts that any model should beat.
public enum NaiveForecast {
  /// The last season, repeated.
  ///
  /// - Parameters:
  ///   - training: Observed values in time order, at least one.
  ///   - season: *m* rows, at least 1; taken as 1 where the series has no more rows than this.
  ///   - horizon: Steps, at least 0.
  /// - Returns: `horizon` values.
  public static func seasonal(training: [Double], season: Int, horizon: Int) -> [Double] {
    let lag = training.count > season ? season : 1
    let last = training.suffix(lag)
    return (0..<horizon).map { last[last.startIndex + $0 % lag] }
  }

  /// Naive2 of the M4 competition: the last value, seasonally adjusted where a test finds a season.
  ///
  /// The season is adjusted for by classical multiplicative decomposition, where all values are
  /// above 0, there are three seasons, and the autocorrelation at lag *m* is outside the 90% bounds.
  /// Source: Makridakis, Spiliotis and Assimakopoulos (2020), appendix A.
  ///
  /// - Parameters:
  ///   - training: Observed values in time order, at least one.
  ///   - season: *m* rows, at least 1.
  ///   - horizon: Steps, at least 0.
  /// - Returns: `horizon` values.
  /// - Complexity: O(*n* · *m*)
  public static func naive2(training: [Double], season: Int, horizon: Int) -> [Double] {
    let rows = training.count
    let last = training[rows - 1]
    guard season > 1, rows >= 3 * season, isSeasonal(training, season: season),
      training.allSatisfy({ $0 > 0 })
    else { return Array(repeating: last, count: horizon) }
    let indices = seasonalIndices(training, season: season)
    let adjusted = last / indices[(rows - 1) % season]
    return (0..<horizon).map { adjusted * indices[(rows + $0) % season] }
  }

  private static func isSeasonal(_ values: [Double], season: Int) -> Bool {
    let mean = values.reduce(0, +) / Double(values.count)
    let centred = values.map { $0 - mean }
    let variance = centred.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return false }
    let correlations = (1...season).map { lag in
      zip(centred.dropFirst(lag), centred).reduce(0) { $0 + $1.0 * $1.1 } / variance
    }
    let shorter = correlations.dropLast().reduce(0) { $0 + $1 * $1 }
    let bound = 1.645 * ((1 + 2 * shorter) / Double(values.count)).squareRoot()
    return abs(correlations[season - 1]) > bound
  }

  /// The mean ratio of a value to the centred moving average over a season, by place in the season.
  private static func seasonalIndices(_ values: [Double], season: Int) -> [Double] {
    // An even season is centred by half weights at both ends.
    var weights = Array(repeating: 1 / Double(season), count: season)
    if season % 2 == 0 {
      weights[0] /= 2
      weights.append(weights[0])
    }
    let half = (weights.count - 1) / 2
    var sums = Array(repeating: 0.0, count: season)
    var counts = sums
    for row in half..<values.count - half {
      let window = values[(row - half)...(row + half)]
      let average = zip(weights, window).reduce(0) { $0 + $1.0 * $1.1 }
      sums[row % season] += values[row] / average
      counts[row % season] += 1
    }
    let indices = zip(sums, counts).map { $0 / $1 }
    let mean = indices.reduce(0, +) / Double(season)
    return indices.map { $0 / mean }
  }
}
