import Forecasting
import LinearAlgebra

/// A Fourier series in days through values that belong to months.
///
/// A year has as many coefficients as months, so that nothing is lost but what moves with leap years.
struct MonthlyFit {
  let series: FourierSeries
  /// Of the values, at the times that were fitted.
  let largestError: Double

  /// Whole turns of the leap years.
  private static let years = 20.0
  private static let ridge = 1e-9

  /// - Parameters:
  ///   - core: Whose steps are months, quarters or years.
  ///   - rows: The pattern by rows, phased from the first.
  ///   - period: Of the pattern, in rows.
  ///   - days: The same in days.
  init(_ core: ModelCore, _ rows: FourierSeries, period: Double, days: Double) {
    let leads = 1...Int(Self.years * 365.25 / core.meanDaysPerRow)
    let columns = 2 * max(1, rows.order)
    var block = Matrix(rows: leads.count, columns: columns)
    var targets: [Double] = []
    for (row, lead) in leads.enumerated() {
      let position = core.last + Double(lead)
      let turns = Turns(core.timestamp(at: position) / 86_400 / days, count: rows.order)
      for (harmonic, turn) in turns.all.enumerated() {
        block[row, 2 * harmonic] = turn.cosine
        block[row, 2 * harmonic + 1] = turn.sine
      }
      targets.append(rows.value(turns: position / period))
    }
    let design = block
    var equations = NormalEquations(columns: columns)
    equations.add(&block, weights: [Double](repeating: 1, count: leads.count)[...])
    let ridge = [Double](repeating: Self.ridge * Double(leads.count), count: columns)
    // With the ridge the system is positive definite, whatever the values are.
    let factor = try? CholeskyFactor(of: equations.gram, plusDiagonal: ridge)
    let coefficients =
      factor?.solve(design.transposedTimes(targets[...], rows: 0..<leads.count))
      ?? [Double](repeating: 0, count: columns)
    series = FourierSeries(
      cosines: stride(from: 0, to: columns, by: 2).map { coefficients[$0] },
      sines: stride(from: 1, to: columns, by: 2).map { coefficients[$0] })
    let fitted: [Double] = design.times(coefficients[...])
    largestError = zip(fitted, targets).reduce(0.0) { max($0, abs($1.0 - $1.1)) }
  }
}
