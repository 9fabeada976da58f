/// An autoregression with its share of the whole forecast.
struct MergedAutoregression: Hashable, Sendable, Codable {
  /// In 0...1.
  let share: Double
  let model: SeasonalAutoregression
  /// The newest rows, as many as the longest lag, in spreads.
  let history: [Double]
  /// What level shifts have added, in spreads.
  let level: Double
}
