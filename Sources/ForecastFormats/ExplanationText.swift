import Forecasting

/// An explanation in words.
struct ExplanationText {
  /// One to three, each with a full stop.
  let sentences: [String]

  init(_ explanation: Explanation) {
    let seasons = explanation.seasons.map(Self.phrase)
    sentences = [
      explanation.growth.map(Self.sentence),
      seasons.isEmpty ? nil : Self.capitalised(seasons.joined(separator: "; ")) + ".",
      Self.sentence(explanation.shares, over: explanation.period),
    ].compactMap { $0 }
  }

  private static func sentence(_ growth: Explanation.Growth) -> String {
    guard growth.perYear != 0 else { return "The trend is flat." }
    let verb = growth.perYear > 0 ? "grows" : "falls"
    let share = growth.shareOfLevel.map { " (\(AmountText.percent(abs($0))))" } ?? ""
    return "The trend \(verb) by \(AmountText.of(abs(growth.perYear))) a year\(share)."
  }

  private static func phrase(_ season: Explanation.Season) -> String {
    let (top, bottom) = (season.strongest, season.weakest)
    return "\(name(top.index, season.unit)) is the strongest \(noun(season.unit))"
      + " (\(AmountText.signed(top.amount))),"
      + " \(name(bottom.index, season.unit)) the weakest (\(AmountText.signed(bottom.amount)))"
  }

  private static func sentence(
    _ shares: [Explanation.Share], over period: Explanation.Period
  ) -> String {
    // What is less than half a percent would be written as nothing.
    let told = shares.filter { abs($0.share) >= 0.005 }.sorted { $0.share > $1.share }
    guard !told.isEmpty else { return "The forecast does not vary." }
    let parts = told.enumerated().map { index, share in
      AmountText.wholePercent(share.share) + (index == 0 ? " is " : " ") + share.component
    }
    return "Of the forecast's variance over \(phrase(period)), " + parts.joined(separator: ", ")
      + "."
  }

  private static func phrase(_ period: Explanation.Period) -> String {
    switch period {
    case .year: "a year"
    case .week: "a week"
    case .day: "a day"
    case .steps(1): "its step"
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
