import Forecasting
import ModelRegistry

/// What the registry is told of a batch's live accuracy: the scores, and the charts they move.
struct NightScores {
  private let registry: Registry

  init(_ registry: Registry) { self.registry = registry }

  /// One customer of a batch.
  struct Night {
    let customer: String
    /// Nil where nothing was scored.
    let score: ScoreRecord?
    /// Whether a new model's errors are to be judged by a chart of their own.
    let beginsAnew: Bool
  }

  /// - Parameter nights: One a customer.
  /// - Returns: Of the customers whose score or chart there is something to record of.
  /// - Throws: `RegistryError`.
  func recorded(_ nights: [Night]) throws(RegistryError) -> [RecordedScore] {
    let nights = nights.filter { $0.score != nil || $0.beginsAnew }
    guard !nights.isEmpty else { return [] }
    let charts = try registry.charts(of: nights.map(\.customer))
    return nights.compactMap { night in
      let before = charts[night.customer]
      guard let score = night.score else {
        return before.map { _ in
          RecordedScore(customer: night.customer, score: nil, chart: nil)
        }
      }
      var chart = ControlChart(before.map(ControlChart.State.init) ?? ControlChart.State())
      for _ in 0..<score.nights { chart.take(score.standardisedError, at: score.lastTime) }
      return RecordedScore(
        customer: night.customer, score: score,
        chart: night.beginsAnew ? nil : ChartRecord(chart))
    }
  }
}

extension ControlChart.State {
  fileprivate init(_ record: ChartRecord) {
    self.init()
    average = record.average
    centre = record.centre
    variance = record.variance
    nights = record.nights
    wildNights = record.wildNights
    driftedSince = record.driftedSince
  }
}

extension ChartRecord {
  fileprivate init(_ chart: ControlChart) {
    let state = chart.state
    self.init(
      value: chart.value, average: state.average,
      learnt: (centre: state.centre, variance: state.variance),
      nights: (all: state.nights, wild: state.wildNights), driftedSince: state.driftedSince)
  }
}

extension ScoreRecord {
  /// What the rows of several days count for, that a missed night brings at once: all of them were
  /// foretold from the same day, and so no more than three.
  fileprivate var nights: Int {
    let days = Int((lastTime - firstTime) / 86_400) + 1
    return min(values, days, 3)
  }
}
