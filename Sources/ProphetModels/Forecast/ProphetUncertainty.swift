/// The variance of a row to come, as Prophet's samples have it on average.
///
/// Prophet draws changepoints of the future at the rate of the past (as many over a history's length
/// as the history has) and their changes from a Laplace distribution whose scale is the mean size of
/// the past ones. *S* changes a unit of time, each of variance 2λ², move a line by
/// 2λ²·*S*·(*t* − 1)³/3 at time *t*; on a logistic curve times its steepness squared.
struct ProphetUncertainty {
  private let rowVariance: Double
  /// 2λ²·*S*/3.
  private let changeVariance: Double

  init(_ model: ProphetModel) {
    rowVariance = model.noise * model.noise
    let changes = model.trend.changes
    guard model.trend.growth != .flat, !changes.isEmpty else {
      changeVariance = 0
      return
    }
    let size = changes.reduce(0) { $0 + abs($1) } / Double(changes.count)
    changeVariance = 2 * size * size * Double(changes.count) / 3
  }

  /// The standard deviation, in scaled values.
  ///
  /// - Parameters:
  ///   - time: Scaled.
  ///   - sensitivity: Of the trend to the line under it.
  ///   - factor: What multiplies the trend.
  /// - Returns: At least 0.
  func deviation(at time: Double, sensitivity: Double, factor: Double) -> Double {
    let ahead = max(0, time - 1)
    let slope = sensitivity * factor
    return (rowVariance + slope * slope * changeVariance * ahead * ahead * ahead).squareRoot()
  }
}
