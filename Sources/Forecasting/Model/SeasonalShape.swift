/// A seasonality without its prior: what a forecast needs.
package struct SeasonalShape: Hashable, Sendable {
  /// As components are named: `yearly`, `weekly`, `daily`.
  package let name: String
  /// In steps.
  package let period: Double
  /// Multiples of the period's frequency, each a cosine and, where it has one, a sine.
  package let harmonics: [Int]

  package init(name: String, period: Double, harmonics: [Int]) {
    self.name = name
    self.period = period
    self.harmonics = harmonics
  }

  /// Whether a harmonic has a sine: that of two rows a cycle is 0 at every row.
  func hasSine(_ harmonic: Int) -> Bool { abs(period - 2 * Double(harmonic)) > 1e-9 }

  var columns: Int { harmonics.reduce(0) { $0 + (hasSine($1) ? 2 : 1) } }
}
