/// Errors of forecasts, summed up: the sums of folds add up to those of a customer.
///
/// Every sum is finite whatever the values: what would be beyond the largest number is that number.
public struct ErrorSums: Hashable, Sendable, Codable {
  /// Compared values.
  public private(set) var values = 0
  private var absolute = 0.0
  private var square = 0.0
  /// Of 200 · |error| / (|value| + |forecast|).
  private var percentage = 0.0
  private var magnitude = 0.0
  /// Values of series that have a seasonal scale.
  private var scaledValues = 0
  /// In units of the seasonal scale.
  private var scaledAbsolute = 0.0
  private var intervals: [IntervalSums]

  /// Nothing yet.
  ///
  /// - Parameter levels: Of the intervals, each in (0, 1).
  public init(levels: [Double]) {
    intervals = levels.map { IntervalSums(level: $0) }
  }

  /// Compares a forecast with what came.
  ///
  /// - Parameters:
  ///   - actual: What came, finite.
  ///   - yhat: What was forecast, finite.
  ///   - bounds: One pair a level.
  ///   - scale: Of the values that the forecast was made from.
  public mutating func add(
    actual: Double, yhat: Double, bounds: [(lower: Double, upper: Double)], scale: SeasonalScale
  ) {
    let error = min(abs(actual - yhat), .greatestFiniteMagnitude)
    values += 1
    absolute.increase(by: error)
    square.increase(by: error * error)
    magnitude.increase(by: abs(actual))
    // Of halves, because the sum of two large numbers may be none.
    let size = abs(actual / 2) + abs(yhat / 2)
    if size > 0 { percentage += 200 * (abs(actual / 2 - yhat / 2) / size) }
    if let unit = scale.meanAbsolute {
      scaledValues += 1
      scaledAbsolute.increase(by: error / unit)
    }
    for (index, bounds) in zip(intervals.indices, bounds) {
      intervals[index].add(actual, bounds, unit: scale.meanAbsolute)
    }
  }

  /// Adds the sums of other values, of the same levels.
  public mutating func add(_ other: ErrorSums) {
    values += other.values
    absolute.increase(by: other.absolute)
    square.increase(by: other.square)
    percentage += other.percentage
    magnitude.increase(by: other.magnitude)
    scaledValues += other.scaledValues
    scaledAbsolute.increase(by: other.scaledAbsolute)
    for (index, sums) in zip(intervals.indices, other.intervals) { intervals[index].add(sums) }
  }

  /// What the sums come to; nil where nothing was compared.
  public var measures: AccuracyMeasures? {
    guard values > 0 else { return nil }
    let count = Double(values)
    let scaledCount = Double(scaledValues)
    return AccuracyMeasures(
      values: values, mae: absolute / count, rmse: (square / count).squareRoot(),
      smape: percentage / count,
      wape: magnitude > 0 ? min(absolute / magnitude, .greatestFiniteMagnitude) : nil,
      mase: scaledValues > 0 ? scaledAbsolute / scaledCount : nil,
      intervals: intervals.map { sums in
        IntervalMeasures(
          level: sums.level, coverage: Double(sums.inside) / count,
          msis: scaledValues > 0 ? sums.score / scaledCount : nil)
      })
  }
}

/// How intervals of one level held what came, summed up.
private struct IntervalSums: Hashable, Codable {
  let level: Double
  var inside = 0
  /// Width and penalties, in units of the seasonal scale.
  var score = 0.0

  init(level: Double) { self.level = level }

  mutating func add(_ actual: Double, _ bounds: (lower: Double, upper: Double), unit: Double?) {
    if bounds.lower <= actual, actual <= bounds.upper { inside += 1 }
    guard let unit else { return }
    let outside = max(bounds.lower - actual, 0) + max(actual - bounds.upper, 0)
    let width = min(bounds.upper - bounds.lower, .greatestFiniteMagnitude)
    score.increase(by: (width + 2 / (1 - level) * outside) / unit)
  }

  mutating func add(_ other: IntervalSums) {
    inside += other.inside
    score.increase(by: other.score)
  }
}

extension Double {
  fileprivate mutating func increase(by amount: Double) {
    self = min(self + amount, .greatestFiniteMagnitude)
  }
}
