import Forecasting
import LinearAlgebra

/// A yearly Fourier series through values that belong to months.
///
/// As many coefficients as months, so that nothing is lost but what moves with leap years.
struct MonthlyFit {
  let series: FourierSeries
  /// Of the values, at the times that were fitted.
  let largestError: Double

  static let daysPerYear = 365.25
  /// Whole turns of the leap years.
  private static let years = 20
  private static let ridge = 1e-9

  /// - Parameters:
  ///   - core: Whose steps are months, quarters or years.
  ///   - values: By row number modulo their count, of mean 0.
  ///   - order: Of the series.
  init(_ core: ModelCore, _ values: [Double], order: Int) {
    let leads = 1...(Self.years * values.count)
    let columns = 2 * max(1, order)
    var block = Matrix(rows: leads.count, columns: columns)
    var targets: [Double] = []
    for (row, lead) in leads.enumerated() {
      let position = core.last + Double(lead)
      let turns = core.timestamp(at: position) / 86_400 / Self.daysPerYear
      let base = Turn(turns - turns.rounded(.down))
      var turn = base
      for harmonic in 0..<(columns / 2) {
        if harmonic > 0 { turn = turn.advanced(by: base) }
        block[row, 2 * harmonic] = turn.cosine
        block[row, 2 * harmonic + 1] = turn.sine
      }
      targets.append(values[Int(position) % values.count])
    }
    let design = block
    var equations = NormalEquations(columns: columns)
    equations.add(
      &block, weights: [Double](repeating: 1, count: leads.count)[...], targets: targets[...])
    let ridge = [Double](repeating: Self.ridge * Double(leads.count), count: columns)
    // With the ridge the system is positive definite, whatever the values are.
    let coefficients =
      (try? equations.coefficients(ridge: ridge)) ?? [Double](repeating: 0, count: columns)
    series = FourierSeries(
      cosines: stride(from: 0, to: columns, by: 2).map { coefficients[$0] },
      sines: stride(from: 1, to: columns, by: 2).map { coefficients[$0] })
    let fitted = design.times(coefficients[...])
    largestError = zip(fitted, targets).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
