import LinearAlgebra

/// A linear forecast of the next row from rows at fixed lags, iterated.
package struct SeasonalAutoregression: Hashable, Sendable {
  /// One a lag, then the constant.
  package let coefficients: [Double]
  /// Forecasts stay within these, in spreads: one range of what was seen beyond it.
  package let lower: Double
  package let upper: Double

  package init(coefficients: [Double], lower: Double, upper: Double) {
    self.coefficients = coefficients
    self.lower = lower
    self.upper = upper
  }

  /// Of hours: the hours just before, and those around this time a day and a week ago.
  static let hourlyLags = [1, 2, 22, 23, 24, 25, 26, 167, 168, 169, 170]

  private static let ridge = 1e-4
  private static let jitter = 1e-12

  /// Forecasts rows one after the other.
  ///
  /// - Parameters:
  ///   - history: The newest rows, at least as many as the longest lag, in spreads.
  ///   - lags: Ascending.
  ///   - steps: How many rows.
  /// - Returns: One value a step, in spreads.
  func iterated(from history: ArraySlice<Double>, lags: [Int], steps: Int) -> [Double] {
    let longest = lags[lags.count - 1]
    var values = Array(history.suffix(longest)) + .zeros(steps)
    var rows = values.mutableSpan
    let (lags, coefficients) = (lags.span, coefficients.span)
    for row in longest..<(longest + steps) {
      var sum = coefficients[lags.count]
      for index in lags.indices { sum += coefficients[index] * rows[row - lags[index]] }
      rows[row] = min(max(sum, lower), upper)
    }
    return Array(values[longest...])
  }

  /// Fits one autoregression for each stop, to the rows before it.
  ///
  /// - Parameters:
  ///   - series: Its rows reach to the last stop.
  ///   - lags: Ascending.
  ///   - stops: Rows of the series, ascending.
  /// - Returns: One a stop, or nil where the first has too few rows before it.
  /// - Throws: `LinearAlgebraError` where the rows are too alike.
  static func fits(
    _ series: CleanedSeries, lags: [Int], stops: [Int]
  ) throws(LinearAlgebraError) -> [SeasonalAutoregression]? {
    let parameters = lags.count + 1
    let longest = lags[lags.count - 1]
    let first = series.start + longest
    guard let oldest = stops.first, oldest - first >= 2 * parameters else { return nil }
    guard let range = observedRange(series) else { return nil }
    var equations = LagEquations(parameters: parameters)
    var fits: [SeasonalAutoregression] = []
    var known = first
    for stop in stops {
      equations.add(known..<stop, of: series, lags: lags)
      known = stop
      fits.append(
        SeasonalAutoregression(
          coefficients: try equations.solve(ridge: ridge, jitter: jitter),
          lower: 2 * range.lowerBound - range.upperBound,
          upper: 2 * range.upperBound - range.lowerBound))
    }
    return fits
  }

  private static func observedRange(_ series: CleanedSeries) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = -Double.infinity
    for (value, observed) in zip(series.values, series.isObserved) where observed {
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? low...high : nil
  }
}

/// The normal equations of an autoregression, stretch after stretch of rows.
///
/// The last column is the row itself, so that one product gives its moments too.
private struct LagEquations {
  private var gram: Matrix
  private let parameters: Int

  init(parameters: Int) {
    self.parameters = parameters
    gram = Matrix(rows: parameters + 1, columns: parameters + 1)
  }

  mutating func add(_ rows: Range<Int>, of series: CleanedSeries, lags: [Int]) {
    let observed = (rows.lowerBound - series.start..<rows.upperBound - series.start)
      .filter { series.isObserved[$0] }
    var block = Matrix(rows: observed.count, columns: parameters + 1)
    let values = series.values.span
    var elements = block.elements.mutableSpan
    for (column, lag) in (lags + [0]).enumerated() {
      let first = (column < lags.count ? column : parameters) * observed.count
      for row in observed.indices { elements[first + row] = values[observed[row] - lag] }
    }
    let constant = lags.count * observed.count
    for row in observed.indices { elements[constant + row] = 1 }
    gram.addGram(of: block, rows: observed.count)
  }

  func solve(ridge: Double, jitter: Double) throws(LinearAlgebraError) -> [Double] {
    var system = Matrix(rows: parameters, columns: parameters)
    for column in 0..<parameters {
      for row in column..<parameters { system[row, column] = gram[row, column] }
    }
    let trace = (0..<parameters).reduce(0) { $0 + system[$1, $1] }
    let penalty = ridge * trace / Double(parameters) + jitter
    let diagonal = [Double](repeating: penalty, count: parameters)
    let moments = (0..<parameters).map { gram[parameters, $0] }
    return try CholeskyFactor(of: system, plusDiagonal: diagonal).solve(moments)
  }
}
