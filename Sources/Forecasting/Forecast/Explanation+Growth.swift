extension Explanation {
  /// How the trend moved in the last year of the history, and how it goes on.
  public struct Growth: Hashable, Sendable {
    /// What of the history is looked at.
    public enum Span: Hashable, Sendable {
      case lastYear
      /// All of a history that is shorter than a year; its length with the last row's step.
      case history(seconds: Int64)
    }

    public let span: Span
    /// The trend at the last row above that where the span begins, in the unit of the values.
    public let change: Double
    /// `change` as a share of the trend's size where the span begins; nil where that is 0, or the
    /// trend changes its sign.
    public let share: Double?
    /// The slope of the trend where the forecast begins; in the unit of the values, a year of 365.25
    /// days.
    public let aheadPerYear: Double
    /// Whether that slope is clearly another than the history's: by a fifth of the larger one and by
    /// a thousandth of the trend's size.
    public let turns: Bool
  }
}

extension Explanation.Growth {
  /// - Parameters:
  ///   - trend: The trend so many steps after the last row, which is 0; below 0 in the history.
  ///   - interval: Of the model.
  ///   - historySteps: From the first row to the last.
  init(
    of trend: (_ stepsAhead: Double) -> Double, _ interval: SamplingInterval, historySteps: Double
  ) {
    let year = IntervalTraits(interval).rowsPerYear
    // The last row of a year of days is 365 steps after the first.
    let isYear = historySteps >= year.rounded(.down)
    let steps = min(historySteps, year)
    let (start, end, next) = (trend(-steps), trend(0), trend(1))
    let size = max(abs(start), abs(end))
    let change = Self.difference(from: start, to: end)
    let slope = steps > 0 ? change / steps * year : 0
    let ahead = (Self.difference(from: end, to: next) * year).finite
    let keepsSign = start > 0 && end > 0 || start < 0 && end < 0
    self.init(
      span: isYear
        ? .lastYear
        : .history(seconds: Int64((historySteps + 1) * Double(interval.meanSeconds))),
      change: change, share: keepsSign ? change / abs(start) : nil, aheadPerYear: ahead,
      turns: abs(slope - ahead) > max(0.2 * max(abs(slope), abs(ahead)), 0.001 * size))
  }

  /// 0 where it is but rounding: a step's may be taken a year's steps often.
  private static func difference(from start: Double, to end: Double) -> Double {
    let difference = (end - start).finite
    return abs(difference) > 1e-13 * max(abs(start), abs(end)) ? difference : 0
  }
}

extension Double {
  fileprivate var finite: Double {
    min(max(self, -Self.greatestFiniteMagnitude), Self.greatestFiniteMagnitude)
  }
}
