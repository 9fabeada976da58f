import Forecasting

/// An explanation in words.
struct ExplanationText {
  /// One to four, each with a full stop.
  let sentences: [String]

  init(_ explanation: Explanation) {
    let seasons = explanation.seasons.map(Self.phrase)
    sentences = [
      Self.sentence(explanation.growth),
      seasons.isEmpty ? nil : Self.capitalised(seasons.joined(separator: "; ")) + ".",
      Self.sentence(explanation.shares, over: explanation.period),
      Self.sentence(explanation.regressors),
    ].compactMap { $0 }
  }

  private static func sentence(_ growth: Explanation.Growth) -> String {
    let (change, ahead) = (growth.change, growth.aheadPerYear)
    if change == 0, !growth.turns { return "The trend is flat." }
    let share = growth.share.map { " (\(AmountText.percent(abs($0))))" } ?? ""
    let moved =
      change == 0
      ? "was flat" : (change > 0 ? "grew" : "fell") + " by \(AmountText.of(abs(change)))" + share
    guard growth.turns else { return "Over \(phrase(growth.span)) the trend \(moved)." }
    // A sign where one might think of the other direction.
    let rate = change > 0 ? AmountText.of(ahead) : AmountText.signed(ahead)
    let onward = ahead == 0 ? "stays flat" : "goes on at \(rate) a year"
    return "Over \(phrase(growth.span)) the trend \(moved); the forecast \(onward)."
  }

  private static func phrase(_ span: Explanation.Growth.Span) -> String {
    guard case .history(let seconds) = span else { return "the last year of its history" }
    let units: [(name: String, seconds: Int64)] = [
      ("days", 86_400), ("hours", 3_600), ("minutes", 60),
    ]
    let unit = units.first { seconds >= 2 * $0.seconds } ?? ("seconds", 1)
    let count = (Double(seconds) / Double(unit.seconds)).rounded()
    return "its history of \(Int(count)) \(unit.name)"
  }

  private static func phrase(_ season: Explanation.Season) -> String {
    let (top, bottom) = (season.strongest, season.weakest)
    return "\(name(top.index, season.unit)) is the strongest \(noun(season.unit))"
      + " (\(AmountText.signed(top.amount))),"
      + " \(name(bottom.index, season.unit)) the weakest (\(AmountText.signed(bottom.amount)))"
  }

  /// Nil of a single step, which cannot vary.
  private static func sentence(
    _ shares: [Explanation.Share], over period: Explanation.Period
  ) -> String? {
    if period == .steps(1) { return nil }
    guard !shares.isEmpty else { return "The forecast does not vary." }
    let parts = shares.map { "\(AmountText.wholePercent($0.share)) \($0.component)" }
    return "What moves the forecast over \(phrase(period)): " + parts.joined(separator: ", ") + "."
  }

  private static func sentence(_ regressors: [Explanation.Effect]) -> String? {
    guard !regressors.isEmpty else { return nil }
    let parts = regressors.enumerated().map { index, effect in
      (index == 0 ? "One more of '\(effect.regressor)' goes" : "one more of '\(effect.regressor)'")
        + " with \(AmountText.signed(effect.amount))"
    }
    return parts.joined(separator: ", ") + "."
  }

  private static func phrase(_ period: Explanation.Period) -> String {
    switch period {
    case .year: "a year"
    case .week: "a week"
    case .day: "a day"
    case .steps(let count): "its \(count) steps"
    }
  }

  private static func noun(_ unit: SeasonUnit) -> String {
    switch unit {
    case .weekday: "weekday"
    case .month: "month"
    case .quarter: "quarter"
    case .hour: "hour"
    }
  }

  private static func name(_ index: Int, _ unit: SeasonUnit) -> String {
    switch unit {
    case .weekday: weekdays[index]
    case .month: months[index]
    case .quarter: "quarter \(index + 1)"
    case .hour: index < 10 ? "0\(index):00" : "\(index):00"
    }
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
