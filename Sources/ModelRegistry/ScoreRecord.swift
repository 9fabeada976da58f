/// How the model that a customer had before a run foretold the rows that were new in it.
public struct ScoreRecord: Hashable, Sendable, Codable {
  /// Rows that were compared, at least 1.
  public let values: Int
  /// Of the first and the last of them, in seconds since 1970-01-01.
  public let firstTime: Int64
  public let lastTime: Int64
  /// In the unit of the values.
  public let mae: Double
  public let rmse: Double
  /// What came less what was forecast, the mean, in the unit of the values.
  public let bias: Double
  /// Nil where the series has no seasonal scale.
  public let mase: Double?
  /// The share of the rows inside the 80% interval.
  public let coverage80: Double
  /// The size of the errors beside that of the model's held-back ones, in -3...3; 0 is as large.
  public let standardisedError: Double

  public init(
    values: Int, times: ClosedRange<Int64>, mae: Double, rmse: Double, bias: Double, mase: Double?,
    coverage80: Double, standardisedError: Double
  ) {
    self.values = values
    firstTime = times.lowerBound
    lastTime = times.upperBound
    self.mae = mae
    self.rmse = rmse
    self.bias = bias
    self.mase = mase
    self.coverage80 = coverage80
    self.standardisedError = standardisedError
  }
}

/// A customer's control chart as it stood after a run.
public struct ChartRecord: Hashable, Sendable {
  /// How far the errors are above what they used to be, in deviations.
  public let value: Double
  /// What the chart goes on from: its average, and the mean and variance it has learnt.
  public let average: Double
  public let centre: Double
  public let variance: Double
  /// Nights since the chart began, at least 0.
  public let nights: Int
  /// The newest nights in a row whose errors were far beyond all others.
  public let wildNights: Int
  /// The last row's time of the night that brought the chart over its limit, in seconds since
  /// 1970-01-01; nil while it is within.
  public let driftedSince: Int64?

  public init(
    value: Double, average: Double, learnt: (centre: Double, variance: Double),
    nights: (all: Int, wild: Int), driftedSince: Int64?
  ) {
    self.value = value
    self.average = average
    (centre, variance) = learnt
    (self.nights, wildNights) = nights
    self.driftedSince = driftedSince
  }
}

/// What a night adds to a customer's record of live accuracy.
public struct RecordedScore: Hashable, Sendable {
  public let customer: String
  /// Nil where nothing was new.
  public let score: ScoreRecord?
  /// As it stands now; nil where it begins anew.
  public let chart: ChartRecord?

  public init(customer: String, score: ScoreRecord?, chart: ChartRecord?) {
    self.customer = customer
    self.score = score
    self.chart = chart
  }
}

/// The live accuracy of a fleet in one run, the means over the customers that were scored.
public struct FleetScore: Hashable, Sendable {
  public let run: Int64
  /// Of the run, in milliseconds since 1970-01-01 UTC.
  public let startedMilliseconds: Int64
  public let customers: Int
  /// Rows that were compared.
  public let values: Int
  /// Nil where no customer has a seasonal scale.
  public let mase: Double?
  /// Bias in units of the seasonal scale; nil where no customer has one.
  public let bias: Double?
  /// The share of all rows inside their 80% interval.
  public let coverage80: Double
  /// Scored customers whose errors are beyond their own limit.
  public let drifted: Int
}

/// A customer whose errors have become larger than its model expects.
public struct DriftingCustomer: Hashable, Sendable {
  public let customer: String
  public let chart: ChartRecord
  /// Of the last night with new rows that is kept; nil where none is.
  public let lastScore: ScoreRecord?
}

/// One night of a customer.
public struct ScoredNight: Hashable, Sendable {
  public let run: Int64
  /// Of the run, in milliseconds since 1970-01-01 UTC.
  public let startedMilliseconds: Int64
  public let score: ScoreRecord
}
