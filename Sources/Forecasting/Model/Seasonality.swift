/// One seasonality: harmonics of a period, each with its prior.
struct Seasonality: Hashable, Sendable {
  /// As components are named: `yearly`, `weekly`, `daily`.
  let name: String
  /// In rows.
  let period: Double
  let harmonics: [Harmonic]

  /// One multiple of the period's frequency: a cosine column and a sine column.
  struct Harmonic: Hashable, Sendable {
    let multiple: Int
    /// The prior standard deviation of both coefficients, in spreads of the series.
    let deviation: Double
  }

  /// Without the prior.
  var shape: SeasonalShape {
    SeasonalShape(name: name, period: period, harmonics: harmonics.map(\.multiple))
  }

  func hasSine(_ multiple: Int) -> Bool { shape.hasSine(multiple) }

  var columns: Int { shape.columns }
}
