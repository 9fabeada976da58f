/// An autoregression with its share of the whole forecast.
package struct MergedAutoregression: Hashable, Sendable {
  /// In 0...1.
  package let share: Double
  package let model: SeasonalAutoregression
  /// The newest rows, as many as the longest lag, in spreads.
  package let history: [Double]
  /// What level shifts have added, in spreads.
  package let level: Double

  package init(
    share: Double, model: SeasonalAutoregression, history: [Double], level: Double
  ) {
    self.share = share
    self.model = model
    self.history = history
    self.level = level
  }
}
