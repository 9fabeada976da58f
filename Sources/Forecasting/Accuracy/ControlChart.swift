import Glibc

/// Whether a customer's nightly errors are still as large as they used to be: an exponentially
/// weighted moving average (EWMA) chart of their standardised sizes.
///
/// Each night moves the average a fifth of the way towards its `LiveScore.standardisedError`. The centre
/// and the deviation of these are 0 and 1 by the model's held-back errors; the customer's own first
/// nights correct that, because held-back errors are those of all steps ahead and a night's are those
/// of the first ones. After `learningNights` both are fixed. Only the upper limit is watched: nobody minds
/// errors that became smaller.
///
/// One wild night, `wildDistance` beyond the centre, moves the average by 0.6 at most and cannot bring a chart
/// at its centre over the limit of 0.987. Two in a row are drift, whatever the average says: a level that
/// has jumped is wild for two nights only, as the model takes two rows for spikes and the third for the new
/// level. A wild night therefore teaches the chart nothing before the next one has shown that it was a spike, and
/// then no more than one at that distance would.
///
/// Source: Roberts, "Control chart tests based on geometric moving averages" (1959); weight and width
/// are those of Lucas and Saccucci, "Exponentially weighted moving average control schemes"
/// (1990), as in Montgomery, "Introduction to statistical quality control", table 9.11; they add
/// Shewhart limits for large shifts, which scores of at most 3 need two nights for. Errors a
/// deviation larger are found after 11 nights in the mean, two deviations larger after 4. A model that is
/// in order would be suspected once in 1,000 nights if its centre and deviation were known; with those
/// that its own first nights have taught it is once in 760, and once in 620 where they are others than
/// the held-back errors say.
public struct ControlChart: Hashable, Sendable {
  /// The weight of the newest night, λ.
  public static let weight = 0.2
  /// The distance of the limit from the centre in deviations of the average, L.
  public static let width = 2.962
  /// The `value` above which errors are no longer what they were: L √(λ / (2 − λ)).
  public static let limit = width * (weight / (2 - weight)).squareRoot()
  /// From the centre, in deviations of a night's error, above which a night is wild.
  public static let wildDistance = 2.5
  /// Nights that teach the chart its centre and deviation (phase I).
  public static let learningNights = 60
  /// What the model's held-back errors count for beside them, in nights.
  private static let priorNights = 5.0

  /// All that is kept of a chart from night to night.
  public struct State: Hashable, Sendable {
    /// The weighted average of the standardised errors, from 0 on.
    public var average = 0.0
    /// The errors' mean and variance as far as they are learnt.
    public var centre = 0.0
    public var variance = 1.0
    /// Since the chart began.
    public var nights = 0
    /// The newest of them in a row that were wild.
    public var wildNights = 0
    /// The time of the last row of the night that brought the chart over its limit, in seconds
    /// since 1970-01-01; nil while it is within, and again when it has come back.
    public var driftedSince: Int64?

    public init() {}
  }

  public private(set) var state: State

  /// A chart that begins, or one as it stood.
  public init(_ state: State = State()) { self.state = state }

  /// Whether the errors have left the limit.
  public var hasDrifted: Bool { state.driftedSince != nil }

  /// How far the average is above its centre, in deviations of a night's error.
  public var value: Double {
    let settled = 1 - pow(1 - Self.weight, Double(state.nights))
    return (state.average - settled * state.centre) / state.variance.squareRoot()
  }

  /// Takes in a night.
  ///
  /// - Parameters:
  ///   - standardisedError: As `LiveScore` has it; what is beyond `NormalScore.range` counts as its
  ///     end.
  ///   - time: Of the night's last row, in seconds since 1970-01-01.
  public mutating func take(_ standardisedError: Double, at time: Int64) {
    let range = NormalScore.range
    let error = min(max(standardisedError, range.lowerBound), range.upperBound)
    let wild = state.centre + Self.wildDistance * state.variance.squareRoot()
    let wasWild = state.wildNights == 1
    state.average += Self.weight * (error - state.average)
    state.nights += 1
    state.wildNights = error > wild ? state.wildNights + 1 : 0
    guard value <= Self.limit, state.wildNights < 2 else {
      state.driftedSince = state.driftedSince ?? time
      return
    }
    state.driftedSince = nil
    guard state.nights <= Self.learningNights, state.wildNights == 0 else { return }
    if wasWild { learn(wild, asNight: state.nights - 1) }
    learn(error, asNight: state.nights)
  }

  private mutating func learn(_ error: Double, asNight night: Int) {
    let weight = 1 / (Double(night) + Self.priorNights)
    let distance = error - state.centre
    state.centre += weight * distance
    state.variance = (1 - weight) * (state.variance + weight * distance * distance)
  }
}
