import Glibc

/// Prophet's trend in scaled time and value: 0 at the first row, 1 at the last.
public struct ProphetTrend: Hashable, Sendable, Codable {
  public enum Growth: String, Hashable, Sendable, Codable {
    case linear
    case logistic
    case flat
  }

  public let growth: Growth
  /// Prophet's *k*: the slope at the beginning, in scaled values over the history's length.
  public let rate: Double
  /// Prophet's *m*, in scaled values (linear, flat) or scaled time (logistic).
  public let offset: Double
  /// Scaled times, ascending.
  public let changepoints: [Double]
  /// Prophet's *delta*: the change of the rate at each changepoint.
  public let changes: [Double]

  public init(
    growth: Growth, rate: Double, offset: Double, changepoints: [Double], changes: [Double]
  ) {
    self.growth = growth
    self.rate = rate
    self.offset = offset
    self.changepoints = changepoints
    self.changes = changes
  }

  /// A logistic trend's change of offset at each changepoint, which keeps it continuous.
  ///
  /// - Returns: Prophet's *gamma*; empty for other growths.
  var offsetChanges: [Double] {
    guard growth == .logistic else { return [] }
    var before = rate
    var sum = 0.0
    return zip(changepoints, changes).map { changepoint, change in
      let gamma = (changepoint - offset - sum) * (1 - before / (before + change))
      before += change
      sum += gamma
      return gamma
    }
  }
}

/// A trend made ready for many times.
struct ProphetTrendCurve {
  private let trend: ProphetTrend
  private let offsetChanges: [Double]

  init(_ trend: ProphetTrend) {
    self.trend = trend
    offsetChanges = trend.offsetChanges
  }

  /// The scaled trend.
  ///
  /// - Parameters:
  ///   - time: Scaled.
  ///   - capacity: Scaled; of a logistic trend.
  /// - Returns: A scaled value.
  func value(at time: Double, capacity: Double) -> Double {
    switch trend.growth {
    case .flat: trend.offset
    case .linear: linear(at: time)
    case .logistic: capacity / (1 + exp(-exponent(at: time)))
    }
  }

  /// How much the trend changes with the line under it: 1, or a logistic curve's steepness.
  func sensitivity(at time: Double, capacity: Double) -> Double {
    switch trend.growth {
    case .flat: return 0
    case .linear: return 1
    case .logistic:
      let share = 1 / (1 + exp(-exponent(at: time)))
      return capacity * share * (1 - share)
    }
  }

  private func linear(at time: Double) -> Double {
    var rate = trend.rate
    var offset = trend.offset
    for (changepoint, change) in zip(trend.changepoints, trend.changes) where changepoint <= time {
      rate += change
      offset -= changepoint * change
    }
    return rate * time + offset
  }

  private func exponent(at time: Double) -> Double {
    var rate = trend.rate
    var offset = trend.offset
    for index in trend.changepoints.indices where trend.changepoints[index] <= time {
      rate += trend.changes[index]
      offset += offsetChanges[index]
    }
    return rate * (time - offset)
  }
}
